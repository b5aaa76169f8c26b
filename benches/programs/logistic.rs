//! Logistic regression.

use std::hint::black_box;

use chainrule::differentiate;

use crate::case::{Case, Tool, Workload};
use crate::number::{Function, Number};
use crate::random::Random;

/// Numbers of an observation.
const FEATURES: usize = 16;

/// The negative log likelihood of labels that are 1 or −1, with a penalty on the weights.
#[differentiate(hvp)]
pub fn cross_entropy(weights: &[f64], bias: f64, #[constant] features: &[f64], #[constant] labels: &[f64]) -> f64 {
    let mut total = 0.0;
    for (row, label) in features.chunks_exact(weights.len()).zip(labels) {
        let mut score = bias;
        for (w, x) in weights.iter().zip(row) {
            score += w * x;
        }
        total += (1.0 + (-label * score).exp()).ln();
    }
    let mut penalty = 0.0;
    for w in weights {
        penalty += w * w;
    }
    total / labels.len() as f64 + 0.01 * penalty
}

/// Row by row; the exponential serves once.
pub fn by_hand(weights: &[f64], bias: f64, features: &[f64], labels: &[f64]) -> (Vec<f64>, f64) {
    let share = 1.0 / labels.len() as f64;
    let (mut weights_bar, mut bias_bar) = (vec![0.0; weights.len()], 0.0);
    for (row, label) in features.chunks_exact(weights.len()).zip(labels) {
        let mut score = bias;
        for (w, x) in weights.iter().zip(row) {
            score += w * x;
        }
        let odds = (-label * score).exp();
        let bar = -label * share * odds / (1.0 + odds);
        bias_bar += bar;
        for (slope, x) in weights_bar.iter_mut().zip(row) {
            *slope += bar * x;
        }
    }
    for (slope, w) in weights_bar.iter_mut().zip(weights) {
        *slope += 0.02 * w;
    }
    (weights_bar, bias_bar)
}

struct Observations {
    features: Vec<f64>,
    labels: Vec<f64>,
}

impl Function for Observations {
    fn call<T: Number>(&self, x: &[T]) -> T {
        let (bias, weights) = x.split_last().expect("a bias");
        let term = |(row, label): (&[f64], &f64)| {
            let score = weights.iter().zip(row).fold(*bias, |score, (w, x)| score + w.times(*x));
            score.times(-label).exp().plus(1.0).ln()
        };
        let total = self.features.chunks_exact(weights.len()).zip(&self.labels).map(term).reduce(|a, b| a + b);
        let penalty = weights.iter().map(|&w| w * w).reduce(|a, b| a + b).expect("a weight");
        total.expect("an observation").times(1.0 / self.labels.len() as f64) + penalty.times(0.01)
    }
}

fn case(n: usize) -> Case {
    let bias = 0.1;
    let data = || {
        let mut random = Random::new();
        let labels = random.list(n, -1.0..1.0).into_iter().map(f64::signum).collect();
        (random.list(FEATURES, -1.0..1.0), Observations { features: random.list(n * FEATURES, -1.0..1.0), labels })
    };
    let (a, b, c, d) = (data(), data(), data(), data());
    let (weights, observations) = data();
    Case::new()
        .with(Tool::Primal, move || cross_entropy(black_box(&a.0), bias, &a.1.features, &a.1.labels))
        .with(Tool::Gradient, move || grad_cross_entropy(black_box(&b.0), bias, &b.1.features, &b.1.labels))
        .with(Tool::Value, move || value_and_grad_cross_entropy(black_box(&c.0), bias, &c.1.features, &c.1.labels))
        .with(Tool::Hand, move || by_hand(black_box(&d.0), bias, &d.1.features, &d.1.labels))
        .peers(observations, [weights, vec![bias]].concat())
}

/// A thousand observations.
pub const WORKLOAD: Workload =
    Workload {
        name: "logistic regression, 1000 × 16", limit: None, case, size: 1000, sizes: &[10, 100, 1000, 10_000]
    };
