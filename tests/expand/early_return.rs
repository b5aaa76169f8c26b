use chainrule::differentiate;

#[differentiate(value_and_grad)]
pub fn early_return(x: f64, y: f64) -> f64 {
    if x < 0.0 {
        return y * y;
    }
    x * y
}
