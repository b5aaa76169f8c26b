use chainrule::differentiate;

#[differentiate]
fn weighted(x: f64, weights: &[f64]) -> f64 {
    x * (if x > 0.0 { weights } else { &weights[1..] })[0]
}

fn main() {
    weighted(2.5, &[1.0, 2.0]);
}
