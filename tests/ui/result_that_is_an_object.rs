use chainrule::{Differentiable, differentiate};

#[differentiate]
trait Shape {
    fn area(&self, scale: f64) -> f64;
}

#[derive(Clone, Differentiable)]
struct Circle {
    r: f64,
}

#[differentiate]
impl Shape for Circle {
    fn area(&self, scale: f64) -> f64 {
        3.0 * self.r * self.r * scale
    }
}

#[differentiate]
fn circle(r: f64) -> Box<dyn Shape> {
    Box::new(Circle { r })
}

fn main() {}
