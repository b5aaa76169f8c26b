//! Least squares of a polynomial.

use std::hint::black_box;

use gradbench::llsq::{grad_half_squared_error, half_squared_error, value_and_grad_half_squared_error};

use crate::case::{Case, Tool, Workload};
use crate::number::{Function, Number, sum};
use crate::random::Random;

/// Each point adds the multiples of its powers, which are computed once.
#[allow(clippy::float_cmp, reason = "the middle of the points is exactly 0")]
pub fn by_hand(x: &[f64], n: usize) -> Vec<f64> {
    let mut gradient = vec![0.0; x.len()];
    let mut powers = vec![0.0; x.len()];
    for i in 0..n {
        let t = -1.0 + 2.0 * i as f64 / (n as f64 - 1.0);
        let mut residual = if t == 0.0 { 0.0 } else { t.signum() };
        let mut power = 1.0;
        for (coefficient, kept) in x.iter().zip(&mut powers) {
            *kept = power;
            residual -= coefficient * power;
            power *= t;
        }
        for (slope, power) in gradient.iter_mut().zip(&powers) {
            *slope -= residual * power;
        }
    }
    gradient
}

struct LeastSquares(usize);

impl Function for LeastSquares {
    fn call<T: Number>(&self, x: &[T]) -> T {
        let square = |i: usize| {
            let t = -1.0 + 2.0 * i as f64 / (self.0 as f64 - 1.0);
            let mut power = 1.0;
            let value = sum(x.iter().map(|coefficient| {
                let term = coefficient.times(power);
                power *= t;
                term
            }));
            let residual = value.plus(-t.signum());
            residual * residual
        };
        sum((0..self.0).map(square)).times(0.5)
    }
}

fn case(m: usize) -> Case {
    let n = 16_392;
    let x = || Random::new().list(m, 0.0..1.0);
    let (a, b, c, d) = (x(), x(), x(), x());
    Case::new()
        .with(Tool::Primal, move || half_squared_error(black_box(&a), n))
        .with(Tool::Gradient, move || grad_half_squared_error(black_box(&b), n))
        .with(Tool::Value, move || value_and_grad_half_squared_error(black_box(&c), n))
        .with(Tool::Hand, move || by_hand(black_box(&d), n))
        .peers(LeastSquares(n), x())
}

/// At the size of the suite.
pub const WORKLOAD: Workload = Workload {
    name: "llsq, 16 392 points, 128 powers",
    limit: Some(1.5),
    case,
    size: 128,
    sizes: &[4, 16, 64, 128, 512],
};
