use chainrule::differentiate;

#[differentiate]
fn total(a: &[f64], limit: f64) -> f64 {
    a.iter().rfold(0.0, |sum, x| if *x < limit { sum + x } else { sum })
}

fn main() {
    total(&[3.0, 4.0], 1.0);
}
