use chainrule::differentiate;

/// The roughness of a curve, and the products of its pieces.
#[differentiate]
pub fn iterator_windows(x: &[f64]) -> f64 {
    let rough: f64 = x.windows(2).map(|w| (w[1] - w[0]).powi(2)).sum();
    let pieces: f64 = x.chunks(3).map(|piece| piece.iter().product::<f64>()).sum();
    rough * pieces
}
