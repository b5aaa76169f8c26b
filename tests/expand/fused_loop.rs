use chainrule::differentiate;

#[differentiate(value_and_grad)]
pub fn fused_loop(x: f64, a: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..a.len() {
        sum += (a[i] * x).sin();
    }
    sum
}
