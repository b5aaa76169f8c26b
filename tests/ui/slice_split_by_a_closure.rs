use chainrule::differentiate;

#[differentiate]
fn longest(values: &[f64]) -> f64 {
    values.split(|v| *v > 1.0).map(|part| part.iter().sum::<f64>()).fold(0.0, f64::max)
}

fn main() {}
