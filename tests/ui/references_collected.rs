use chainrule::differentiate;

#[differentiate]
fn largest(a: &[f64], limit: f64) -> f64 {
    let above: Vec<&f64> = a.iter().filter(|x| **x > limit).collect();
    above.len() as f64 * limit
}

fn main() {
    largest(&[3.0, 4.0], 1.0);
}
