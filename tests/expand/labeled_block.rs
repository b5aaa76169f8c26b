use chainrule::differentiate;

/// The first large element, or a fallback.
#[differentiate]
pub fn labeled_block(x: &[f64], limit: f64) -> f64 {
    let found = 'search: {
        for i in 0..x.len() {
            if x[i] > limit {
                break 'search x[i] * x[i];
            }
        }
        limit
    };
    found * limit
}
