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

    fn of(x: f64) -> f64 {
        x * x
    }
}

#[differentiate]
fn force(x: f64) -> f64 {
    let spring = Spring { stiffness: x };
    let (_, pullback) = spring.vjp_energy(x);
    pullback(1.0).1
}

#[differentiate]
fn slope(x: f64) -> f64 {
    let (_, pullback) = Spring::vjp_of(x);
    pullback(x)
}

fn main() {}
