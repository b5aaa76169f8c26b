use chainrule::differentiate;

#[differentiate(vjp)]
pub fn vjp(x: f64, a: &mut [f64]) -> [f64; 2] {
    a[0] *= x;
    [a[0] * a[1], x.cos()]
}
