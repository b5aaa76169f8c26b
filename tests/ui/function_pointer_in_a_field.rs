use chainrule::{Differentiable, differentiate};

#[derive(Clone, Differentiable)]
struct Layer {
    weight: f64,
    #[constant]
    activation: fn(f64) -> f64,
}

#[differentiate]
impl Layer {
    fn run(&self, x: f64) -> f64 {
        (self.activation)(self.weight * x)
    }
}

fn main() {}
