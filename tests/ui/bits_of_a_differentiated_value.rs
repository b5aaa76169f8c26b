//! A float made from the bits of a differentiated one.

use chainrule::differentiate;

#[differentiate]
fn f(x: f64) -> f64 {
    f64::from_bits(x.to_bits())
}

fn main() {}
