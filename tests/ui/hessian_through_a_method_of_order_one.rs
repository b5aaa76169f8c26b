//! A method with a loop is not written out where it is called.

use chainrule::{Differentiable, differentiate};

#[derive(Clone, Differentiable)]
struct Wheel {
    radius: f64,
}

impl Wheel {
    #[differentiate]
    fn area(&self) -> f64 {
        let mut area = 0.0;
        for _ in 0..3 {
            area += self.radius * self.radius;
        }
        area
    }
}

#[differentiate(hvp)]
fn through_a_method(wheel: &Wheel) -> f64 {
    wheel.area() * wheel.radius
}

fn main() {}
