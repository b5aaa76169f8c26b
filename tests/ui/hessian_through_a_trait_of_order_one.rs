use chainrule::{Differentiable, differentiate};

#[derive(Clone, Differentiable)]
struct Wheel {
    radius: f64,
}

#[differentiate]
trait Shape {
    fn area(&self) -> f64;
}

#[differentiate]
impl Shape for Wheel {
    fn area(&self) -> f64 {
        3.0 * self.radius * self.radius
    }
}

#[differentiate(hvp)]
fn through_a_method(wheel: &Wheel) -> f64 {
    wheel.area() * wheel.radius
}

fn main() {}
