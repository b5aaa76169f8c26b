use chainrule::differentiate;

#[differentiate]
fn largest(a: &[f64]) -> f64 {
    let found = a.iter().max_by(|a, b| a.total_cmp(b));
    match found {
        Some(x) => x * x,
        None => 0.0,
    }
}

fn main() {
    largest(&[3.0, 4.0]);
}
