use chainrule::differentiate;

#[differentiate(wrt(x))]
fn weighted(x: f64, weights: &[f64]) -> f64 {
    x * weights[0]
}

#[differentiate]
fn cube(x: f64) -> f64 {
    let weights = [x * x];
    weighted(x, &weights)
}

fn main() {
    cube(3.0);
}
