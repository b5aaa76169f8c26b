use chainrule::differentiate;

#[differentiate(value_and_grad)]
pub fn sorted(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2] - sorted[0]
}
