use chainrule::differentiate;

#[differentiate]
fn total(f: impl Fn([f64; 2]) -> f64, x: f64) -> f64 {
    f([x, 1.0])
}

#[differentiate]
fn weighted(x: f64) -> f64 {
    total(|pair| pair[0] * x, x)
}

fn main() {
    weighted(3.0);
}
