use chainrule::{Differentiable, differentiate};

#[derive(Clone, Differentiable)]
struct Spring {
    stiffness: f64,
}

#[differentiate(order = 2)]
impl Spring {
    fn energy(&self, x: f64) -> f64 {
        self.stiffness * x * x
    }

    fn force(&self, x: f64) -> f64 {
        let (_, slope) = self.grad_energy(x);
        -slope
    }
}

fn main() {}
