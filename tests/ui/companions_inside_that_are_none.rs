use chainrule::differentiate;

#[differentiate(order = 2)]
fn applied(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(x) * x
}

#[differentiate(order = 2)]
fn scaled(x: &[f64], k: f64) -> [f64; 2] {
    [x[0] * k, x[1] * k]
}

#[differentiate]
fn slope(x: f64) -> f64 {
    grad_applied(|t| t * t, x)
}

#[differentiate]
fn corner(x: f64) -> f64 {
    let jacobian = jacobian_scaled(&[x, 1.0], x);
    jacobian[(0, 0)] * x
}

fn main() {}
