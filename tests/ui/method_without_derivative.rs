use chainrule::differentiate;

#[differentiate]
fn total(a: &[f64]) -> f64 {
    a.iter().sum::<f64>() / a.len() as f64
}

fn main() {
    total(&[3.0, 4.0]);
}
