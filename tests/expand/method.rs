use chainrule::{Differentiable, differentiate};

#[derive(Clone, Copy, Debug, Differentiable)]
pub struct Circle {
    pub radius: f64,
}

#[differentiate]
impl Circle {
    pub fn area(&self) -> f64 {
        3.0 * self.radius * self.radius
    }

    pub fn grow(&mut self, by: f64) {
        self.radius *= by;
    }
}

#[differentiate]
pub fn method(x: f64) -> f64 {
    let mut circle = Circle { radius: x };
    circle.grow(x);
    circle.area()
}
