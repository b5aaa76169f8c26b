use chainrule::{Differentiable, differentiate};

#[derive(Clone, Differentiable)]
struct Pair {
    a: f64,
    b: f64,
}

#[differentiate(order = 2)]
fn pair(x: f64) -> Pair {
    Pair { a: x * x, b: x }
}

#[differentiate]
fn force(x: f64) -> f64 {
    let (_, pullback) = vjp_pair(x);
    pullback(PairTangent { a: x, b: 1.0 })
}

fn main() {}
