use chainrule::differentiate;

/// The largest element, times its position.
#[differentiate]
pub fn iterator_best(x: &[f64]) -> f64 {
    let (i, largest) = x.iter().enumerate().max_by(|(_, a), (_, b)| a.total_cmp(b)).unwrap();
    largest * i as f64
}
