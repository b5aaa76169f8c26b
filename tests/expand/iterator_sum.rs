use chainrule::differentiate;

/// A dot product: a sum of a map of a zip.
#[differentiate]
pub fn iterator_sum(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}
