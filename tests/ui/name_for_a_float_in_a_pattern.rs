//! A pattern that binds a differentiated float.

use chainrule::differentiate;

#[differentiate]
fn f(x: f64) -> f64 {
    match x {
        v if v > 1.0 => v * v,
        v => v,
    }
}

fn main() {}
