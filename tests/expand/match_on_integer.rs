use chainrule::differentiate;

#[differentiate(value_and_grad)]
pub fn match_on_integer(x: f64, degree: usize) -> f64 {
    match degree {
        0 => 1.0,
        1 => x,
        n if n % 2 == 0 => x.powi(2) * n as f64,
        _ => x.exp(),
    }
}
