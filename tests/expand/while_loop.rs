use chainrule::differentiate;

#[differentiate(value_and_grad)]
pub fn while_loop(x: f64) -> f64 {
    let mut y = x;
    while y < 10.0 {
        y = y * y + 1.0;
    }
    y
}
