use chainrule::differentiate;

#[differentiate]
fn first_large(a: &[f64], limit: f64) -> f64 {
    match a.first().filter(|v| **v > limit) {
        Some(v) => v * limit,
        None => limit,
    }
}

fn main() {
    first_large(&[1.0, 2.0], 1.0);
}
