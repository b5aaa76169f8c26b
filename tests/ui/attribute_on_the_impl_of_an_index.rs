use std::ops::Index;

use chainrule::{Differentiable, differentiate};

#[derive(Differentiable)]
struct Polynomial {
    coefficients: Vec<f64>,
}

#[differentiate]
impl Index<usize> for Polynomial {
    type Output = f64;

    fn index(&self, index: usize) -> &f64 {
        &self.coefficients[index]
    }
}

fn main() {
    let _ = Polynomial { coefficients: vec![1.0] }[0];
}
