use chainrule::differentiate;

#[differentiate(grad)]
pub fn slices_apart(x: &[f64], w: &[f64]) -> f64 {
    let (mut a, mut b) = (x.to_vec(), w.to_vec());
    for i in 1..x.len() {
        a[i] = x[i - 1] * w[i] * x[i];
        b[i] = w[i - 1] * x[i] * w[i];
    }
    let mut total = 0.0;
    for i in 0..x.len() {
        total += a[i] * b[i];
    }
    total
}
