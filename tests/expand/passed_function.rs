use chainrule::differentiate;

#[differentiate]
pub fn twice(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(f(x))
}

#[differentiate(value_and_grad)]
pub fn passed_function(x: f64, scale: f64) -> f64 {
    twice(square, x) + twice(|y| y * scale, x)
}

#[differentiate(vjp)]
pub fn square(x: f64) -> f64 {
    x * x
}
