use chainrule::differentiate;

fn residual(z: f64, a: f64) -> f64 {
    z * z - a
}

#[differentiate(implicit = residual)]
fn root(a: f64) -> f64 {
    a.sqrt()
}

fn square_vjp(x: f64) -> (f64, impl Fn(f64) -> f64) {
    (x * x, move |value_bar| 2.0 * x * value_bar)
}

fn square_jvp(x: f64, x_dot: f64) -> (f64, f64) {
    (x * x, 2.0 * x * x_dot)
}

#[differentiate(order = 2, vjp = square_vjp, jvp = square_jvp)]
fn square(x: f64) -> f64 {
    x * x
}

fn main() {}
