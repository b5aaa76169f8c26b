use chainrule::{Differentiable, differentiate};

#[derive(Differentiable)]
struct Celsius {
    degrees: f64,
}

#[differentiate]
impl From<f64> for Celsius {
    fn from(fahrenheit: f64) -> Celsius {
        Celsius { degrees: (fahrenheit - 32.0) / 1.8 }
    }
}

fn main() {
    let _ = Celsius::from(70.0).degrees;
}
