use chainrule::differentiate;

#[differentiate(vjp)]
pub fn square(x: f64) -> f64 {
    x * x
}

#[differentiate(value_and_grad)]
pub fn call_by_value(x: f64, y: f64) -> f64 {
    square(x * y) + square(y)
}
