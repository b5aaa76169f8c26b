use chainrule::differentiate;

#[differentiate]
fn total(a: &[f64], limit: f64) -> f64 {
    a.iter().try_fold(0.0, |sum, x| if *x < limit { Some(sum + x) } else { None }).unwrap_or(0.0)
}

fn main() {
    total(&[3.0, 4.0], 1.0);
}
