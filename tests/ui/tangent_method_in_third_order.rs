use chainrule::{Differentiable, Tangent, differentiate};

#[derive(Clone, Differentiable)]
struct Pair {
    a: f64,
    b: f64,
}

#[differentiate(order = 4)]
fn energy(pair: &Pair) -> f64 {
    pair.a * pair.a * pair.b
}

#[differentiate(order = 3, grad)]
fn slope(x: f64, y: f64) -> f64 {
    let gradient = grad_energy(&Pair { a: x, b: y });
    gradient.norm()
}

fn main() {}
