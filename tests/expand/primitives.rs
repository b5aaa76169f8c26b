use chainrule::differentiate;

#[differentiate(grad)]
pub fn primitives(x: f64, y: f64) -> f64 {
    let r = x.hypot(y);
    let s = r.ln() + (x / y).powi(3) - r.sqrt();
    s.max(x).mul_add(2.0, y.powf(x))
}
