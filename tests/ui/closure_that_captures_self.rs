use chainrule::{Differentiable, differentiate};

#[derive(Clone, Differentiable)]
struct Spring {
    stiffness: f64,
}

#[differentiate]
fn twice(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(f(x))
}

#[differentiate]
impl Spring {
    fn pulled(&self, x: f64) -> f64 {
        twice(|t| t * self.stiffness, x)
    }
}

fn main() {}
