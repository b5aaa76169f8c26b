use chainrule::differentiate;

#[differentiate]
fn first_positive(a: &[f64]) -> f64 {
    let mut positive = a.iter().filter(|x| **x > 0.0);
    let first = positive.next().unwrap();
    first * first
}

fn main() {
    first_positive(&[3.0, 4.0]);
}
