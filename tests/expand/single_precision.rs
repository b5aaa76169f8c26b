use chainrule::differentiate;

#[differentiate(grad)]
pub fn single_precision(x: f32, y: f64) -> f64 {
    (x * 2.0) as f64 * y
}
