use chainrule::differentiate;

#[differentiate(value_and_grad)]
pub fn branch_without_else(x: f64, limit: f64) -> f64 {
    let mut y = x * x;
    if y > limit {
        y = limit * y.sqrt();
    }
    y
}
