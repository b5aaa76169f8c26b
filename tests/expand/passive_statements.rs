use chainrule::differentiate;

#[differentiate(value_and_grad)]
pub fn passive_statements(x: f64, order: &[usize]) -> f64 {
    assert!(!order.is_empty(), "nothing to visit");
    let mut visited = 0;
    let mut y = x;
    for &k in order {
        visited += k;
        y *= x + visited as f64;
    }
    y
}
