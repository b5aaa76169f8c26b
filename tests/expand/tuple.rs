use chainrule::differentiate;

#[differentiate]
pub fn tuple(point: (f64, f64), angle: f64) -> (f64, f64) {
    let (x, y) = point;
    let (sin, cos) = angle.sin_cos();
    (x * cos - y * sin, x * sin + y * cos)
}
