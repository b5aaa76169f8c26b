use chainrule::differentiate;

#[differentiate(vjp)]
pub fn scale(a: &mut [f64], factor: f64) {
    for x in a.iter_mut() {
        *x *= factor;
    }
}

#[differentiate(value_and_grad)]
pub fn call_by_mutable_reference(x: f64) -> f64 {
    let mut a = [x, 2.0];
    scale(&mut a, x);
    a[0] * a[1]
}
