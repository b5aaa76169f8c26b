use chainrule::differentiate;

#[differentiate]
fn reset(x: f64) -> f64 {
    let mut y = x * x;
    let done = (y = x);
    let _ = done;
    y
}

fn main() {
    reset(3.0);
}
