//! A static inside of the body.

use chainrule::differentiate;

#[differentiate]
fn f(x: f64) -> f64 {
    static COUNT: usize = 3;
    x * COUNT as f64
}

fn main() {}
