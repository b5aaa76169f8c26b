//! The utility of a portfolio after Markowitz.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Debug, Differentiable)]
struct Market {
    returns: Vec<f64>,
    covariance: Vec<Vec<f64>>,
}

#[differentiate]
fn means(history: &[Vec<f64>]) -> Vec<f64> {
    let days = history.len() as f64;
    let assets = history[0].len();
    (0..assets).map(|a| history.iter().map(|day| day[a]).sum::<f64>() / days).collect()
}

#[differentiate]
impl Market {
    fn estimated(history: &[Vec<f64>]) -> Market {
        let returns = means(history);
        let n = returns.len();
        let mut covariance = vec![vec![0.0; n]; n];
        for day in history {
            let deviations: Vec<f64> = day.iter().zip(&returns).map(|(r, mean)| r - mean).collect();
            for (row, a) in covariance.iter_mut().zip(&deviations) {
                for (entry, b) in row.iter_mut().zip(&deviations) {
                    *entry += a * b / (history.len() - 1) as f64;
                }
            }
        }
        Market { returns, covariance }
    }

    fn expected(&self, weights: &[f64]) -> f64 {
        self.returns.iter().zip(weights).map(|(r, w)| r * w).sum()
    }

    fn variance(&self, weights: &[f64]) -> f64 {
        self.covariance
            .iter()
            .zip(weights)
            .map(|(row, w)| w * row.iter().zip(weights).map(|(c, v)| c * v).sum::<f64>())
            .sum()
    }
}

#[differentiate]
fn softmax(scores: &[f64]) -> Vec<f64> {
    let largest = scores.iter().cloned().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = scores.iter().map(|s| (s - largest).exp()).collect();
    let total: f64 = weights.iter().sum();
    weights.into_iter().map(|w| w / total).collect()
}

#[differentiate]
fn utility(scores: &[f64], history: &[Vec<f64>], aversion: f64, cost: f64, held: &[f64]) -> f64 {
    let market = Market::estimated(history);
    let weights = softmax(scores);
    let traded: f64 = weights.iter().zip(held).map(|(new, old)| (new - old).abs()).sum();
    market.expected(&weights) - 0.5 * aversion * market.variance(&weights) - cost * traded
}

#[test]
fn utility_of_a_portfolio() {
    let history = vec![vec![0.1, -0.2, 0.3], vec![0.2, 0.1, -0.1], vec![-0.1, 0.3, 0.2], vec![0.3, 0.0, 0.1]];
    check!(utility(&[0.4, -0.1, 0.3], &history, 2.5, 0.01, &[0.3, 0.3, 0.4]));
}
