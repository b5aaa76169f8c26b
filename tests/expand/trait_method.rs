use chainrule::{Differentiable, differentiate};

#[differentiate]
pub trait Shape {
    fn area(&self) -> f64;

    fn scaled(&self, factor: f64) -> f64 {
        factor * factor * self.area()
    }
}

#[derive(Clone, Copy, Debug, Differentiable)]
pub struct Square {
    pub side: f64,
}

#[differentiate]
impl Shape for Square {
    fn area(&self) -> f64 {
        self.side * self.side
    }
}

#[differentiate(value_and_grad)]
pub fn trait_method(square: &Square, factor: f64) -> f64 {
    square.scaled(factor)
}
