//! Steps of expectation and maximization for a mixture of two normal distributions.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Copy, Debug, Differentiable)]
struct Component {
    weight: f64,
    mean: f64,
    variance: f64,
}

#[differentiate]
impl Component {
    fn density(&self, x: f64) -> f64 {
        let d = x - self.mean;
        self.weight * (-0.5 * d * d / self.variance).exp() / self.variance.sqrt()
    }
}

#[differentiate]
fn responsibilities(components: &[Component], data: &[f64]) -> Vec<Vec<f64>> {
    data.iter()
        .map(|x| {
            let densities: Vec<f64> = components.iter().map(|c| c.density(*x)).collect();
            let total: f64 = densities.iter().sum();
            densities.iter().map(|d| d / total).collect()
        })
        .collect()
}

#[differentiate]
fn maximized(shares: &[Vec<f64>], data: &[f64], k: usize) -> Component {
    let count: f64 = shares.iter().map(|row| row[k]).sum();
    let mean = shares.iter().zip(data).map(|(row, x)| row[k] * x).sum::<f64>() / count;
    let variance = shares.iter().zip(data).map(|(row, x)| row[k] * (x - mean).powi(2)).sum::<f64>() / count;
    Component { weight: count / data.len() as f64, mean, variance: variance + 1e-3 }
}

#[differentiate]
fn separation(start: (f64, f64), data: &[f64], steps: usize) -> f64 {
    let mut components = vec![
        Component { weight: 0.5, mean: start.0, variance: 1.0 },
        Component { weight: 0.5, mean: start.1, variance: 1.0 },
    ];
    for _ in 0..steps {
        let shares = responsibilities(&components, data);
        for (k, component) in components.iter_mut().enumerate() {
            *component = maximized(&shares, data, k);
        }
    }
    let [first, second] = components[..] else { unreachable!() };
    (first.mean - second.mean).powi(2) / (first.variance + second.variance) + first.weight
}

#[test]
fn a_mixture_after_some_steps() {
    for steps in [0, 1, 4] {
        check!(separation((-0.5, 1.5), &[-1.1, -0.7, 0.2, 1.3, 1.8, 2.4], const steps));
    }
}
