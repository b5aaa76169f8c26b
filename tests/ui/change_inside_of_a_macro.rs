//! A change of a differentiated variable inside of an assertion.

use chainrule::differentiate;

#[differentiate]
fn f(x: f64) -> f64 {
    let mut y = x;
    assert!({
        y *= x;
        true
    });
    y
}

fn main() {}
