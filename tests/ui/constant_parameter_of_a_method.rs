use chainrule::{Differentiable, differentiate};

#[derive(Differentiable)]
struct Circle {
    radius: f64,
}

#[differentiate]
impl Circle {
    fn scaled(&self, #[constant] factor: f64) -> f64 {
        self.radius * factor
    }
}

#[differentiate(grad)]
fn scale(#[constant] circle: &Circle, x: f64) -> f64 {
    x + circle.scaled(x)
}

fn main() {
    scale(&Circle { radius: 2.0 }, 3.0);
}
