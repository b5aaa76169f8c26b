use chainrule::differentiate;

#[differentiate(grad, wrt(b, x))]
pub fn wrt(x: f64, a: f64, b: &[f64]) -> f64 {
    x * a * b[0]
}
