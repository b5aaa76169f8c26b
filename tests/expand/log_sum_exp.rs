use chainrule::differentiate;

#[differentiate(value_and_grad)]
pub fn log_sum_exp(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for entry in x {
        sum += entry.exp();
    }
    sum.ln()
}
