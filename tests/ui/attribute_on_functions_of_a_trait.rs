use chainrule::{Differentiable, differentiate};

/// A potential.
trait Potential {
    /// The energy at a distance.
    #[differentiate]
    fn energy(&self, r: f64) -> f64;

    #[differentiate]
    fn twice(&self, r: f64) -> f64 {
        2.0 * self.energy(r)
    }
}

#[derive(Clone, Differentiable)]
struct Spring {
    stiffness: f64,
}

impl Potential for Spring {
    #[differentiate]
    fn energy(&self, r: f64) -> f64 {
        0.5 * self.stiffness * r * r
    }
}

fn main() {
    Spring { stiffness: 1.0 }.twice(1.0);
}
