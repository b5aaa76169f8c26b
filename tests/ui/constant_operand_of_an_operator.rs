use std::ops::Mul;

use chainrule::{Differentiable, differentiate};

#[derive(Clone, Differentiable)]
struct Meters {
    length: f64,
}

#[differentiate]
impl Mul<f64> for Meters {
    type Output = Meters;

    fn mul(self, #[constant] factor: f64) -> Meters {
        Meters { length: self.length * factor }
    }
}

fn main() {
    let _ = (Meters { length: 1.0 } * 2.0).length;
}
