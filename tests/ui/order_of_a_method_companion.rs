use chainrule::{Differentiable, differentiate};

#[derive(Clone, Differentiable)]
struct Spring {
    stiffness: f64,
}

impl Spring {
    #[differentiate(order = 3)]
    fn energy(&self, x: f64) -> f64 {
        self.stiffness * x * x
    }

    #[differentiate(order = 2)]
    fn force(&self, x: f64) -> f64 {
        let (_, slope) = self.grad_energy(x);
        -slope
    }
}

fn main() {}
