use chainrule::{Differentiable, differentiate};

#[derive(Differentiable)]
struct Polynomial {
    coefficients: Vec<f64>,
}

#[differentiate]
impl AsRef<[f64]> for Polynomial {
    fn as_ref(&self) -> &[f64] {
        &self.coefficients
    }
}

fn main() {
    let _ = Polynomial { coefficients: vec![1.0] }.as_ref()[0];
}
