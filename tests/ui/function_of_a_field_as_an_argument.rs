use chainrule::{Differentiable, differentiate};

#[derive(Clone, Differentiable)]
struct Layer {
    weight: f64,
    #[constant]
    activation: fn(f64) -> f64,
}

#[differentiate]
fn applied(x: f64, f: fn(f64) -> f64) -> f64 {
    f(x)
}

#[differentiate]
impl Layer {
    fn run(&self, x: f64) -> f64 {
        applied(self.weight * x, self.activation)
    }
}

fn main() {}
