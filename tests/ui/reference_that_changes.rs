use chainrule::differentiate;

#[differentiate]
fn product(a: &[f64], b: &[f64]) -> f64 {
    let mut rest = a;
    let mut product = 1.0;
    for i in 0..a.len() {
        product *= rest[0] * i as f64;
        rest = b;
    }
    product * rest[0]
}

fn main() {
    product(&[3.0, 4.0], &[1.0, 2.0]);
}
