use chainrule::differentiate;

/// What lies above a limit, weighted by how many came before.
#[differentiate]
pub fn iterator_filter(x: &[f64], limit: f64) -> f64 {
    x.iter().filter(|x| **x > limit).enumerate().map(|(i, x)| x * limit * i as f64).sum()
}
