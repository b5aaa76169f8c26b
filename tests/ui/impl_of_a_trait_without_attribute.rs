use chainrule::{Differentiable, differentiate};

trait Shape {
    fn area(&self) -> f64;
}

#[derive(Clone, Differentiable)]
struct Circle {
    radius: f64,
}

#[differentiate]
impl Shape for Circle {
    fn area(&self) -> f64 {
        self.radius * self.radius
    }
}

fn main() {}
