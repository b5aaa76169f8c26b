use chainrule::differentiate;

#[differentiate]
fn mean(a: &[f64]) -> f64 {
    a.iter().sum::<f64>() / a.len() as f64
}

#[differentiate]
fn variance(a: &[f64]) -> f64 {
    let mut sum = 0.0;
    for x in a {
        sum += x * x;
    }
    sum / a.len() as f64
}

fn main() {
    let a = [3.0, 4.0];
    assert_eq!(mean(&a), 3.5);
    assert_eq!(grad_variance(&a), [3.0, 4.0]);
}
