use std::collections::VecDeque;

use chainrule::differentiate;

#[differentiate]
fn middle(x: f64) -> f64 {
    let window = VecDeque::from([x, x * x, 3.0 * x]);
    window.range(1..).map(|v| v * v).sum()
}

fn main() {
    middle(3.0);
}
