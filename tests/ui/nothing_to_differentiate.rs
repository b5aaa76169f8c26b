use chainrule::differentiate;

#[differentiate]
fn weight(n: usize, #[constant] scale: f64) -> f64 {
    n as f64 * scale
}

fn main() {
    weight(3, 2.0);
}
