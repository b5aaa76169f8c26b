use chainrule::{Differentiable, differentiate};

#[derive(Clone, Differentiable)]
struct Spring {
    stiffness: f64,
}

#[differentiate(order = 2, partials(spring = SpringTangent { stiffness: x * x }, x = 2.0 * spring.stiffness * x))]
fn energy(spring: &Spring, x: f64) -> f64 {
    spring.stiffness * x * x
}

fn main() {
    println!("{}", energy(&Spring { stiffness: 1.0 }, 2.0));
}
