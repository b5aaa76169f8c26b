use chainrule::{Differentiable, differentiate};

#[derive(Clone, Differentiable)]
struct Disc {
    radius: f64,
}

#[differentiate(order = 2)]
trait Shape {
    fn area(&self, scale: f64) -> f64;
}

#[differentiate(order = 2)]
impl Shape for Disc {
    fn area(&self, scale: f64) -> f64 {
        self.radius * self.radius * scale
    }
}

#[differentiate(hessian)]
fn total(x: f64, y: f64) -> f64 {
    let shape: Box<dyn Shape> = Box::new(Disc { radius: x });
    shape.area(y)
}

fn main() {}
