use chainrule::{Differentiable, differentiate};

#[derive(Clone, Differentiable)]
struct Spring {
    stiffness: f64,
}

#[differentiate(taylor)]
fn energy(spring: &Spring, x: f64) -> f64 {
    0.5 * spring.stiffness * x * x
}

fn main() {
    println!("{}", energy(&Spring { stiffness: 2.0 }, 1.0));
}
