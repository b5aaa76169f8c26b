//! A differentiated value that goes through a method of `bool`.

use chainrule::differentiate;

#[differentiate]
fn f(x: f64) -> f64 {
    (x > 1.0).then_some(x * x).unwrap_or(x)
}

fn main() {}
