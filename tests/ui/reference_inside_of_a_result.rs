use chainrule::differentiate;

#[differentiate]
fn largest(a: &[f64], scale: f64) -> Option<&f64> {
    a.iter().max_by(|p, q| (*p * scale).total_cmp(&(*q * scale)))
}

fn main() {
    largest(&[1.0, 2.0], 1.0);
}
