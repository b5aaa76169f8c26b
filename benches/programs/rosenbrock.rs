//! Rosenbrock's function of many variables.

use std::hint::black_box;

use chainrule::differentiate;

use crate::case::{Case, Tool, Workload};
use crate::number::{Function, Number, sum};
use crate::random::Random;

/// `Σ_i 100·(x_{i+1} − x_i²)² + (1 − x_i)²`.
#[differentiate(hvp)]
pub fn rosenbrock(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() - 1 {
        let valley = x[i + 1] - x[i] * x[i];
        let slope = 1.0 - x[i];
        sum += 100.0 * valley * valley + slope * slope;
    }
    sum
}

/// Each entry of the gradient is written once: what its right neighbor's term gives is carried along.
pub fn by_hand(x: &[f64]) -> Vec<f64> {
    let mut gradient = Vec::with_capacity(x.len());
    let mut carried = 0.0;
    gradient.extend(x.iter().zip(&x[1..]).map(|(&left, &right)| {
        let valley = 200.0 * (right - left * left);
        let slope = carried - 2.0 * left * valley - 2.0 * (1.0 - left);
        carried = valley;
        slope
    }));
    gradient.push(carried);
    gradient
}

struct Rosenbrock;

impl Function for Rosenbrock {
    fn call<T: Number>(&self, x: &[T]) -> T {
        let term = |pair: &[T]| {
            let (valley, slope) = (pair[1] - pair[0] * pair[0], (-pair[0]).plus(1.0));
            (valley * valley).times(100.0) + slope * slope
        };
        sum(x.windows(2).map(term))
    }
}

fn case(n: usize) -> Case {
    let x = || Random::new().list(n, -1.0..1.0);
    let (a, b, c, d) = (x(), x(), x(), x());
    Case::new()
        .with(Tool::Primal, move || rosenbrock(black_box(&a)))
        .with(Tool::Gradient, move || grad_rosenbrock(black_box(&b)))
        .with(Tool::Value, move || value_and_grad_rosenbrock(black_box(&c)))
        .with(Tool::Hand, move || by_hand(black_box(&d)))
        .peers(Rosenbrock, x())
}

/// A thousand variables.
pub const WORKLOAD: Workload = Workload {
    name: "Rosenbrock, n = 1000",
    limit: Some(1.2),
    case,
    size: 1000,
    sizes: &[10, 100, 1000, 10_000, 100_000],
};
