use chainrule::{Differentiable, differentiate};

#[derive(Differentiable)]
struct Circle {
    radius: f64,
}

#[differentiate]
impl Circle {
    unsafe fn area(&self) -> f64 {
        3.0 * self.radius * self.radius
    }
}

fn main() {
    unsafe { Circle { radius: 2.0 }.area() };
}
