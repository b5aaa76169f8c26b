use chainrule::differentiate;

#[differentiate]
fn nodes() -> Vec<f64> {
    (0..20).map(|i| f64::from(i) * 0.6).collect()
}

fn main() {
    nodes();
}
