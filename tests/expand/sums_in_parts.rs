//! Sums of adjoints in an inner loop run in several parts beside each other.

use chainrule::differentiate;

#[differentiate(grad)]
pub fn sums_in_parts(x: &[f64], a: &[f64]) -> f64 {
    let mut total = 0.0;
    for i in 0..x.len() {
        for j in 0..x.len() {
            total += x[i] * a[i * x.len() + j] * x[j];
        }
    }
    total
}
