//! llsq: least squares of a polynomial against the sign function on [−1, 1].

use chainrule::differentiate;
use serde_json::Value;

use crate::Functions;
use crate::input::Input;
use crate::measure::{Answer, measure};

/// What the suite may ask for.
pub const FUNCTIONS: Functions = &[("primal", primal), ("gradient", gradient)];

/// `½ Σ_i (sign t_i − Σ_j x_j·t_i^j)²`, for `n` points `t_i` evenly spaced from −1 to 1.
#[differentiate]
pub fn half_squared_error(x: &[f64], n: usize) -> f64 {
    let mut total = 0.0;
    for i in 0..n {
        let t = -1.0 + 2.0 * i as f64 / (n as f64 - 1.0);
        let mut residual = sign(t);
        let mut power = 1.0;
        for &coefficient in x {
            residual -= coefficient * power;
            power *= t;
        }
        total += residual * residual;
    }
    0.5 * total
}

/// 1, −1, or 0 at 0, unlike `f64::signum`.
fn sign(t: f64) -> f64 {
    if t == 0.0 { 0.0 } else { t.signum() }
}

fn primal(input: &Input) -> Answer {
    let x = input.field("x")?.numbers()?;
    let n = input.field("n")?.integer()?;
    measure(input, || half_squared_error(&x, n), Value::from)
}

fn gradient(input: &Input) -> Answer {
    let x = input.field("x")?.numbers()?;
    let n = input.field("n")?.integer()?;
    measure(input, || grad_half_squared_error(&x, n), Value::from)
}
