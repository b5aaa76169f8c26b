use chainrule::differentiate;

#[differentiate(grad)]
pub fn parameter_used_once(x: f64, y: f64, z: f64) -> f64 {
    2.0 * x - y + 3.0 * z
}
