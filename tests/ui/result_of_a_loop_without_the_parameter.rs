#![allow(unused)]

use chainrule::differentiate;

#[differentiate]
fn counted(x: f64, n: usize) -> f64 {
    let mut sum = 0.0;
    for i in 0..n {
        let unused = x * i as f64;
        sum += i as f64;
    }
    sum
}

fn main() {}
