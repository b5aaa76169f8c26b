//! Log-sum-exp.

use std::hint::black_box;

use gradbench::lse::{grad_log_sum_exp, log_sum_exp, value_and_grad_log_sum_exp};

use crate::case::{Case, Tool, Workload};
use crate::number::{self, Function, Number};
use crate::random::Random;

/// The softmax: each term is computed once, and divided by their sum.
pub fn by_hand(x: &[f64]) -> Vec<f64> {
    let mut largest = f64::NEG_INFINITY;
    for &entry in x {
        largest = largest.max(entry);
    }
    let mut sum = 0.0;
    let mut gradient = Vec::with_capacity(x.len());
    gradient.extend(x.iter().map(|&entry| {
        let term = (entry - largest).exp();
        sum += term;
        term
    }));
    let scale = 1.0 / sum;
    for slope in &mut gradient {
        *slope *= scale;
    }
    gradient
}

struct LogSumExp;

impl Function for LogSumExp {
    fn call<T: Number>(&self, x: &[T]) -> T {
        number::log_sum_exp(x)
    }
}

fn case(n: usize) -> Case {
    let x = || Random::new().list(n, 0.0..1.0);
    let (a, b, c, d) = (x(), x(), x(), x());
    Case::new()
        .with(Tool::Primal, move || log_sum_exp(black_box(&a)))
        .with(Tool::Gradient, move || grad_log_sum_exp(black_box(&b)))
        .with(Tool::Value, move || value_and_grad_log_sum_exp(black_box(&c)))
        .with(Tool::Hand, move || by_hand(black_box(&d)))
        .peers(LogSumExp, x())
}

/// At the size of the suite.
pub const WORKLOAD: Workload = Workload {
    name: "lse, n = 100 000",
    limit: Some(1.2),
    case,
    size: 100_000,
    sizes: &[10, 100, 1000, 10_000, 100_000],
};
