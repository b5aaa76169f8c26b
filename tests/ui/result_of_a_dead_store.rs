#![allow(unused)]

use chainrule::differentiate;

#[differentiate]
fn overwritten(x: f64, n: usize) -> f64 {
    let mut y = x * x;
    if n > 3 {
        y = 1.0;
    } else {
        y = n as f64;
    }
    y
}

fn main() {}
