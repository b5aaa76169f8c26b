use chainrule::differentiate;

/// Two steps of Newton's method, by a closure that captures and one that changes what it captures.
#[differentiate]
pub fn closure(x: f64, start: f64) -> f64 {
    let f = |t: f64| t * t - x;
    let mut root = start;
    let mut step = || root -= f(root) / (2.0 * root);
    step();
    step();
    root
}
