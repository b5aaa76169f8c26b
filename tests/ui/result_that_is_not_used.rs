use std::collections::VecDeque;

use chainrule::differentiate;

#[differentiate(vjp)]
fn push_all(x: f64, log: &mut f64) -> VecDeque<f64> {
    *log += x;
    VecDeque::from([x * x])
}

#[differentiate]
fn logged(x: f64) -> f64 {
    let mut log = 0.0;
    push_all(x, &mut log);
    log
}

fn main() {
    logged(3.0);
}
