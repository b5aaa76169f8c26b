//! Mistakes in the words of the attribute do not hide those in the names of parameters.

use chainrule::differentiate;

#[differentiate(value_and_gard, wrt(thetta, time, time))]
fn model(theta: f64, time: f64) -> f64 {
    theta * time
}

#[differentiate(hessian, jacobian, wrt(z))]
fn applied(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(x)
}

fn main() {
    let _ = grad_model(1.0, 2.0);
    applied(|x| x, 1.0);
}
