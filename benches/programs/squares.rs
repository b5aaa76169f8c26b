//! The sum of squares.

use std::hint::black_box;

use chainrule::differentiate;

use crate::case::{Case, Tool, Workload};
use crate::number::{Function, Number, sum};
use crate::random::Random;

/// `Σ x_i²`.
#[differentiate(hvp)]
pub fn sum_of_squares(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for &entry in x {
        sum += entry * entry;
    }
    sum
}

/// The double of each entry; the sum is not needed.
pub fn by_hand(x: &[f64]) -> Vec<f64> {
    x.iter().map(|entry| 2.0 * entry).collect()
}

struct Squares;

impl Function for Squares {
    fn call<T: Number>(&self, x: &[T]) -> T {
        sum(x.iter().map(|&entry| entry * entry))
    }
}

fn case(n: usize) -> Case {
    let x = || Random::new().list(n, -1.0..1.0);
    let (a, b, c, d) = (x(), x(), x(), x());
    Case::new()
        .with(Tool::Primal, move || sum_of_squares(black_box(&a)))
        .with(Tool::Gradient, move || grad_sum_of_squares(black_box(&b)))
        .with(Tool::Value, move || value_and_grad_sum_of_squares(black_box(&c)))
        .with(Tool::Hand, move || by_hand(black_box(&d)))
        .peers(Squares, x())
}

/// A thousand squares.
pub const WORKLOAD: Workload = Workload {
    name: "sum of squares, n = 1000",
    limit: Some(1.1),
    case,
    size: 1000,
    sizes: &[10, 100, 1000, 10_000, 100_000],
};
