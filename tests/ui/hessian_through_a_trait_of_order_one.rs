//! A method with a branch is not written out where it is called.

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
        if self.radius > 0.0 { 3.0 * self.radius * self.radius } else { 0.0 }
    }
}

#[differentiate(hvp)]
fn through_a_trait(wheel: &Wheel) -> f64 {
    wheel.area() * wheel.radius
}

fn main() {}
