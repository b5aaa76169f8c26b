use chainrule::differentiate;

#[differentiate]
fn consumed_elsewhere(a: &[f64]) -> f64 {
    total(a.iter().copied())
}

fn total(items: impl Iterator<Item = f64>) -> f64 {
    items.sum()
}

fn main() {
    consumed_elsewhere(&[3.0, 4.0]);
}
