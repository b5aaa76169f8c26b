//! ode: `y' = F(y)` with `F(y)_0 = x_0` and `F(y)_i = x_i·y_{i−1}`, from `y(0) = 0` to `y(2)`, by
//! the classical Runge–Kutta method.

use chainrule::differentiate;
use serde_json::Value;

use crate::Functions;
use crate::input::Input;
use crate::measure::{Answer, measure};

/// What the suite may ask for.
pub const FUNCTIONS: Functions = &[("primal", primal), ("gradient", gradient)];

/// The last entry of `y(2)` after `s` steps.
#[differentiate]
pub fn last_entry(x: &[f64], s: usize) -> f64 {
    let y = solution(x, s);
    y[x.len() - 1]
}

/// `y(2)` after `s` steps.
#[differentiate]
pub fn solution(x: &[f64], s: usize) -> Vec<f64> {
    let n = x.len();
    let h = 2.0 / s as f64;
    let mut y = vec![0.0; n];
    let mut k1 = vec![0.0; n];
    let mut k2 = vec![0.0; n];
    let mut k3 = vec![0.0; n];
    let mut k4 = vec![0.0; n];
    for _ in 0..s {
        slope(x, &y, &mut k1);
        slope_ahead(x, &y, 0.5 * h, &k1, &mut k2);
        slope_ahead(x, &y, 0.5 * h, &k2, &mut k3);
        slope_ahead(x, &y, h, &k3, &mut k4);
        for i in 0..n {
            y[i] += h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
        }
    }
    y
}

/// `F(y)`.
#[differentiate]
fn slope(x: &[f64], y: &[f64], f: &mut [f64]) {
    assert!(y.len() == x.len() && f.len() == x.len());
    f[0] = x[0];
    for i in 1..x.len() {
        f[i] = x[i] * y[i - 1];
    }
}

/// `F(y + c·k)`.
#[differentiate]
fn slope_ahead(x: &[f64], y: &[f64], #[constant] c: f64, k: &[f64], f: &mut [f64]) {
    assert!(y.len() == x.len() && k.len() == x.len() && f.len() == x.len());
    f[0] = x[0];
    for i in 1..x.len() {
        f[i] = x[i] * (y[i - 1] + c * k[i - 1]);
    }
}

fn primal(input: &Input) -> Answer {
    let x = input.field("x")?.numbers()?;
    let s = input.field("s")?.integer()?;
    measure(input, || solution(&x, s), Value::from)
}

fn gradient(input: &Input) -> Answer {
    let x = input.field("x")?.numbers()?;
    let s = input.field("s")?.integer()?;
    measure(input, || grad_last_entry(&x, s), Value::from)
}
