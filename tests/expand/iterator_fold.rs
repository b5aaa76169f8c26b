use chainrule::differentiate;

/// The logarithm of a sum of exponentials, by two folds.
#[differentiate]
pub fn iterator_fold(x: &[f64]) -> f64 {
    let largest = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let sum = x.iter().fold(0.0, |sum, x| sum + (x - largest).exp());
    largest + sum.ln()
}
