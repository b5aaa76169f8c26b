//! Sums of adjoints in an inner loop run in several parts beside each other.

#[differentiate(grad)]
fn quadratic_form(x: &[f64], a: &[f64]) -> f64 {
    let mut total = 0.0;
    for i in 0..x.len() {
        for j in 0..x.len() {
            total += x[i] * a[i * x.len() + j] * x[j];
        }
    }
    total
}
