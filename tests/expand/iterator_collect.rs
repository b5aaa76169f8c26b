use chainrule::differentiate;

/// Softmax, of which one part is asked for.
#[differentiate]
pub fn iterator_collect(x: &[f64], k: usize) -> f64 {
    let exponentials: Vec<f64> = x.iter().map(|x| x.exp()).collect();
    let sum: f64 = exponentials.iter().sum();
    exponentials[k] / sum
}
