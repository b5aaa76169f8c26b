use chainrule::differentiate;

#[differentiate(vjp, jvp, jacobian)]
pub fn tall(x: f64, y: f64) -> [f64; 3] {
    [x * y, x, y]
}

#[differentiate(vjp, jvp, jacobian)]
pub fn wide(p: [f64; 3]) -> [f64; 2] {
    [p[0] * p[1], p[2]]
}

#[differentiate(vjp, jvp, jacobian)]
pub fn sized(a: &[f64], n: usize) -> Vec<f64> {
    vec![a[0] * a[1]; n]
}
