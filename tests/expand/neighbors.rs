use chainrule::differentiate;

#[differentiate(grad)]
pub fn neighbors(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() - 1 {
        let valley = x[i + 1] - x[i] * x[i];
        sum += 100.0 * valley * valley + (1.0 - x[i]).powi(2);
    }
    sum
}
