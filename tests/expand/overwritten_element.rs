use chainrule::differentiate;

#[differentiate(value_and_grad)]
pub fn overwritten_element(x: f64, i: usize) -> f64 {
    let mut a = [x, x.sin(), 1.0];
    a[i] = a[0] * a[1];
    a[i] *= a[0];
    a[0] * a[1] * a[2]
}
