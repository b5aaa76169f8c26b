use chainrule::{Differentiable, differentiate};

#[derive(Clone, Differentiable)]
struct Length(f64);

#[differentiate]
impl From<f64> for Length {
    fn from(v: f64) -> Length {
        Length(v * v)
    }
}

fn main() {
    println!("{}", grad_f(1.0));
}

#[differentiate]
fn f(x: f64) -> f64 {
    let length = x.into();
    measured(&length)
}

#[differentiate]
fn measured(length: &Length) -> f64 {
    length.0
}
