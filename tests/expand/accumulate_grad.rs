use chainrule::differentiate;

#[differentiate(accumulate_grad)]
pub fn accumulate_grad(x: f64, a: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (i, y) in a.iter().enumerate() {
        sum += y * x.powi(i as i32);
    }
    sum
}
