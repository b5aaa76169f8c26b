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
fn total(x: f64, n: usize) -> f64 {
    let mut shapes: Vec<Box<dyn Shape>> = Vec::new();
    for i in 0..n {
        shapes.push(Box::new(Circle { r: x * i as f64 }));
    }
    let mut sum = 0.0;
    for shape in &shapes {
        sum += shape.area(x);
    }
    sum
}

fn main() {}
