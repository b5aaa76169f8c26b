use chainrule::{Differentiable, differentiate};

#[derive(Differentiable)]
struct Circle {
    radius: f64,
}

#[differentiate(grad)]
impl Circle {
    fn area(&self) -> f64 {
        3.0 * self.radius * self.radius
    }
}

fn main() {
    Circle { radius: 2.0 }.area();
}
