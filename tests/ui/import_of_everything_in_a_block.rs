use chainrule::differentiate;

#[differentiate]
fn circle(x: f64, half: bool) -> f64 {
    if half {
        use std::f64::consts::*;
        x * PI
    } else {
        2.0 * x
    }
}

fn main() {}
