use std::ops::Mul;

use chainrule::{Differentiable, differentiate};

#[derive(Clone, Copy, Debug, Differentiable)]
pub struct Pair {
    pub a: f64,
    pub b: f64,
}

#[differentiate]
impl Mul<f64> for Pair {
    type Output = Pair;

    fn mul(self, factor: f64) -> Pair {
        Pair { a: self.a * factor, b: self.b * factor }
    }
}

#[differentiate(value_and_grad)]
pub fn operator(x: f64) -> f64 {
    let pair = Pair { a: x, b: 2.0 } * x;
    pair.a + pair.b
}
