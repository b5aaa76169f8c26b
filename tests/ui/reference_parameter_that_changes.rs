//! A parameter that may come to refer to another place.

use chainrule::differentiate;

#[differentiate]
fn f<'a>(mut x: &'a f64, y: &'a f64) -> f64 {
    if *x > 1.0 {
        x = y;
    }
    *x * *y
}

fn main() {}
