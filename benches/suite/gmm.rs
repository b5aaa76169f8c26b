//! The Gaussian mixture.

use std::f64;
use std::hint::black_box;

use gradbench::gmm::{grad_log_posterior, log_posterior, value_and_grad_log_posterior};

use crate::case::{Case, Tool, Workload};
use crate::number::{Function, Number, log_sum_exp, sum};
use crate::random::Random;

/// What the posterior depends on.
#[derive(Clone)]
pub struct Mixture {
    /// One for each component.
    pub alpha: Vec<f64>,
    /// Centers, row by row.
    pub mu: Vec<f64>,
    /// Logarithms of diagonals.
    pub q: Vec<f64>,
    /// What stands below the diagonals, column by column.
    pub l: Vec<f64>,
    /// Points, row by row.
    pub x: Vec<f64>,
}

type Gradient = (Vec<f64>, Vec<f64>, Vec<f64>, Vec<f64>);

/// The gradient, point by point: forward through all components, then backward through each, with what the forward pass
/// of this point left in `v`.
pub fn by_hand(mixture: &Mixture, gamma: f64, m: usize) -> Gradient {
    let Mixture { alpha, mu, q, l, x } = mixture;
    let k = alpha.len();
    let d = mu.len() / k;
    let below = d * (d - 1) / 2;
    let n = x.len() / d;
    let diagonal: Vec<f64> = q.iter().map(|entry| entry.exp()).collect();
    let offset: Vec<f64> = alpha.iter().zip(q.chunks_exact(d)).map(|(a, q)| a + q.iter().sum::<f64>()).collect();
    let [mut alpha_bar, mut mu_bar, mut l_bar] = [k, k * d, k * below].map(|size| vec![0.0; size]);
    let mut diagonal_bar = vec![0.0; k * d];
    let mut q_bar = vec![0.0; k * d];
    let mut v = vec![0.0; k * d];
    let mut beta = vec![0.0; k];
    for point in x.chunks_exact(d) {
        let components = v.chunks_exact_mut(d).zip(mu.chunks_exact(d)).zip(diagonal.chunks_exact(d));
        for (c, ((v, mu), diagonal)) in components.enumerate() {
            transform(v, point, mu, diagonal, &l[c * below..(c + 1) * below]);
            beta[c] = offset[c] - 0.5 * v.iter().map(|entry| entry * entry).sum::<f64>();
        }
        softmax(&mut beta);
        for (c, &weight) in beta.iter().enumerate() {
            alpha_bar[c] += weight;
            let (own, lower) = (c * d..(c + 1) * d, c * below..(c + 1) * below);
            let v = &mut v[own.clone()];
            v.iter_mut().for_each(|entry| *entry *= -weight);
            pull_back(
                v,
                point,
                (&mu[own.clone()], &mut mu_bar[own.clone()]),
                (&diagonal[own.clone()], &mut diagonal_bar[own]),
                (&l[lower.clone()], &mut l_bar[lower]),
            );
        }
    }
    let m = m as f64;
    for (c, q_bar) in q_bar.chunks_exact_mut(d).enumerate() {
        for (j, slope) in q_bar.iter_mut().enumerate() {
            let diagonal = diagonal[c * d + j];
            *slope = alpha_bar[c] + diagonal_bar[c * d + j] * diagonal + m - gamma * gamma * diagonal * diagonal;
        }
    }
    for (slope, entry) in l_bar.iter_mut().zip(l) {
        *slope -= gamma * gamma * entry;
    }
    let mut weights = alpha.clone();
    softmax(&mut weights);
    for (slope, weight) in alpha_bar.iter_mut().zip(&weights) {
        *slope -= n as f64 * weight;
    }
    (alpha_bar, mu_bar, q_bar, l_bar)
}

/// `v = Q·(point − mu)`.
#[inline]
fn transform(v: &mut [f64], point: &[f64], mu: &[f64], diagonal: &[f64], l: &[f64]) {
    v.fill(0.0);
    let mut rest = l;
    for j in 0..v.len() {
        let u = point[j] - mu[j];
        let (first, below) = v[j..].split_first_mut().expect("j is below the length");
        *first += diagonal[j] * u;
        let (column, after) = rest.split_at(below.len());
        rest = after;
        for (entry, l) in below.iter_mut().zip(column) {
            *entry += l * u;
        }
    }
}

/// Adds what `v_bar` gives to the adjoints of the parameters of one component.
#[inline]
fn pull_back(
    v_bar: &[f64],
    point: &[f64],
    (mu, mu_bar): (&[f64], &mut [f64]),
    (diagonal, diagonal_bar): (&[f64], &mut [f64]),
    (l, l_bar): (&[f64], &mut [f64]),
) {
    let (mut rest, mut rest_bar) = (l, l_bar);
    for j in 0..v_bar.len() {
        let u = point[j] - mu[j];
        let (&first, below) = v_bar[j..].split_first().expect("j is below the length");
        let (column, after) = rest.split_at(below.len());
        let (column_bar, after_bar) = rest_bar.split_at_mut(below.len());
        (rest, rest_bar) = (after, after_bar);
        for (slope, entry) in column_bar.iter_mut().zip(below) {
            *slope += entry * u;
        }
        diagonal_bar[j] += first * u;
        mu_bar[j] -= diagonal[j] * first + dot(column, below);
    }
}

/// The scalar product, in four sums that run at the same time.
#[inline]
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; 4];
    let (a, b) = (a.chunks_exact(4), b.chunks_exact(4));
    let rest: f64 = a.remainder().iter().zip(b.remainder()).map(|(x, y)| x * y).sum();
    for (a, b) in a.zip(b) {
        for i in 0..4 {
            sums[i] += a[i] * b[i];
        }
    }
    (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest
}

/// The gradient of log-sum-exp, in place.
#[inline]
fn softmax(x: &mut [f64]) {
    let largest = x.iter().fold(f64::NEG_INFINITY, |a, &b| a.max(b));
    let mut sum = 0.0;
    for entry in x.iter_mut() {
        *entry = (*entry - largest).exp();
        sum += *entry;
    }
    let scale = 1.0 / sum;
    x.iter_mut().for_each(|entry| *entry *= scale);
}

impl Mixture {
    /// Of `n` points in `d` dimensions.
    pub fn new(d: usize, n: usize) -> Self {
        let k = 25;
        let mut random = Random::new();
        let sizes = [k, k * d, k * d, k * d * (d - 1) / 2, n * d];
        let [alpha, mu, q, l, x] = sizes.map(|size| random.list(size, -1.0..1.0));
        Self { alpha, mu, q, l, x }
    }
}

struct Posterior {
    points: Vec<f64>,
    k: usize,
    d: usize,
    gamma: f64,
}

impl Function for Posterior {
    fn call<T: Number>(&self, inputs: &[T]) -> T {
        let (k, d, below) = (self.k, self.d, self.d * (self.d - 1) / 2);
        let (alpha, rest) = inputs.split_at(k);
        let (mu, rest) = rest.split_at(k * d);
        let (q, l) = rest.split_at(k * d);
        let diagonal: Vec<T> = q.iter().map(|entry| entry.exp()).collect();
        let offset: Vec<T> = (0..k).map(|c| sum(q[c * d..(c + 1) * d].iter().copied()) + alpha[c]).collect();
        let mut beta = alpha.to_vec();
        let terms = self.points.chunks_exact(d).map(|point| {
            for c in 0..k {
                let u: Vec<T> = (0..d).map(|j| (-mu[c * d + j]).plus(point[j])).collect();
                let mut v: Vec<T> = (0..d).map(|j| diagonal[c * d + j] * u[j]).collect();
                let mut column = c * below;
                for j in 0..d {
                    for r in j + 1..d {
                        v[r] = v[r] + l[column + r - j - 1] * u[j];
                    }
                    column += d - j - 1;
                }
                beta[c] = offset[c] - sum(v.iter().map(|&entry| entry * entry)).times(0.5);
            }
            log_sum_exp(&beta)
        });
        let likelihood = sum(terms) - log_sum_exp(alpha).times((self.points.len() / d) as f64);
        let squares = sum(diagonal.iter().chain(l).map(|&entry| entry * entry));
        likelihood - squares.times(0.5 * self.gamma * self.gamma)
    }
}

fn mixture(d: usize, n: usize) -> Case {
    let (gamma, m) = (1.0, 0);
    let of = || Mixture::new(d, n);
    let (a, b, c, e, f) = (of(), of(), of(), of(), of());
    Case::new()
        .with(Tool::Primal, move || log_posterior(black_box(&a.alpha), &a.mu, &a.q, &a.l, &a.x, gamma, m))
        .with(Tool::Gradient, move || grad_log_posterior(black_box(&b.alpha), &b.mu, &b.q, &b.l, &b.x, gamma, m))
        .with(Tool::Value, move || value_and_grad_log_posterior(black_box(&c.alpha), &c.mu, &c.q, &c.l, &c.x, gamma, m))
        .with(Tool::Hand, move || by_hand(black_box(&e), gamma, m))
        .peers(Posterior { points: f.x, k: f.alpha.len(), d, gamma }, [f.alpha, f.mu, f.q, f.l].concat())
}

/// In ten dimensions, at the size of the suite.
pub const SMALL: Workload = Workload {
    name: "gmm, d = 10, k = 25, n = 1000",
    limit: Some(2.0),
    case: |n| mixture(10, n),
    size: 1000,
    sizes: &[10, 100, 1000, 10_000],
};

/// In 32 dimensions.
pub const LARGE: Workload = Workload {
    name: "gmm, d = 32, k = 25, n = 1000",
    limit: Some(2.5),
    case: |n| mixture(32, n),
    size: 1000,
    sizes: &[],
};
