use chainrule::differentiate;

#[differentiate]
fn powers(x: f64, mut exponents: Vec<i32>) -> f64 {
    let mut sum = 0.0;
    while let Some(n) = exponents.pop() {
        sum += x.powi(n);
    }
    sum
}

fn main() {
    powers(3.0, vec![1, 2]);
}
