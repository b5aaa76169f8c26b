//! Logistic regression with penalties, by chains of iterators.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Debug, Differentiable)]
struct Sample {
    features: Vec<f64>,
    #[constant]
    label: bool,
}

#[differentiate]
fn margin(weights: &[f64], sample: &Sample) -> f64 {
    let (bias, slopes) = weights.split_first().unwrap();
    let score = bias + slopes.iter().zip(&sample.features).map(|(w, x)| w * x).sum::<f64>();
    if sample.label { score } else { -score }
}

#[differentiate]
fn loss(weights: &[f64], samples: &[Sample], penalty: f64) -> f64 {
    let likelihood: f64 = samples.iter().map(|sample| (-margin(weights, sample)).exp().ln_1p()).sum();
    let ridge: f64 = weights.iter().skip(1).map(|w| w.powi(2)).sum();
    let lasso: f64 = weights.iter().skip(1).map(|w| w.abs()).sum();
    let worst = samples.iter().map(|s| margin(weights, s)).filter(|m| *m < 0.0).fold(0.0, f64::min);
    likelihood / samples.len() as f64 + penalty * (0.5 * ridge + lasso) - 0.1 * worst
}

#[differentiate]
fn loss_of_lists(weights: &[f64], features: &[f64], penalty: f64) -> f64 {
    let labels = [true, false, true, false];
    let samples: Vec<Sample> =
        features.chunks(2).zip(labels).map(|(features, label)| Sample { features: features.to_vec(), label }).collect();
    loss(weights, &samples, penalty)
}

#[test]
fn loss_of_a_classifier() {
    check!(loss_of_lists(&[0.1, 0.8, -0.5], &[0.5, 1.2, -0.7, 0.4, 0.9, -0.3, 0.2, 0.1], 0.05));
}
