use chainrule::differentiate;

fn square_vjp(x: f64) -> (f64, impl Fn(f64) -> f64) {
    (x * x, move |value_bar| 2.0 * x * value_bar)
}

#[differentiate(order = 2, vjp = square_vjp)]
fn square(x: f64) -> f64 {
    x * x
}

fn main() {}
