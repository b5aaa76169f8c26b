use chainrule::differentiate;

#[differentiate(value_and_grad)]
pub fn branch(x: f64, y: f64) -> f64 {
    if x > y { x * y } else { y.sin() }
}
