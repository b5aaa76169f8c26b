//! The workloads at the sizes of the suite, with inputs that are the same in every run.

use std::hint::black_box;
use std::ops::Range;

use gradbench::{det, gmm, hello, llsq, lse, lstm, ode};

use crate::{Runs, report};

/// The name of a line of the table, and what measures it.
pub type Workload = (&'static str, fn(&str));

/// The table, line by line.
pub const WORKLOADS: &[Workload] = &[
    ("hello", square),
    ("lse n=100000", log_sum_exp),
    ("llsq n=16392 m=128", least_squares),
    ("gmm d=10 k=25 n=1000", |name| mixture(name, 10)),
    ("gmm d=32 k=25 n=1000", |name| mixture(name, 32)),
    ("lstm 2 layers, 1024 steps", recurrent_network),
    ("ode n=1000 s=100", runge_kutta),
    ("det ell=9", |name| determinant(name, 9)),
];

fn square(name: &str) {
    report(
        name,
        Runs {
            primal: || hello::square(black_box(1.5)),
            grad: || hello::grad_square(black_box(1.5)),
            accumulate: || {
                let mut x_bar = 0.0;
                let value = hello::accumulate_grad_square(black_box(1.5), &mut x_bar);
                black_box(x_bar);
                value
            },
            jvp: || hello::jvp_square(black_box(1.5), 1.0),
        },
    );
}

fn log_sum_exp(name: &str) {
    let x = Random::new().list(100_000, 0.0..1.0);
    let mut x_bar = vec![0.0; x.len()];
    let x_dot = Random::new().list(x.len(), -1.0..1.0);
    report(
        name,
        Runs {
            primal: || lse::log_sum_exp(black_box(&x)),
            grad: || lse::grad_log_sum_exp(black_box(&x)),
            accumulate: || lse::accumulate_grad_log_sum_exp(black_box(&x), &mut x_bar),
            jvp: || lse::jvp_log_sum_exp(black_box(&x), &x_dot),
        },
    );
}

fn least_squares(name: &str) {
    let x = Random::new().list(128, 0.0..1.0);
    let n = 16_392;
    let mut x_bar = vec![0.0; x.len()];
    let x_dot = Random::new().list(x.len(), -1.0..1.0);
    report(
        name,
        Runs {
            primal: || llsq::half_squared_error(black_box(&x), n),
            grad: || llsq::grad_half_squared_error(black_box(&x), n),
            accumulate: || llsq::accumulate_grad_half_squared_error(black_box(&x), &mut x_bar, n),
            jvp: || llsq::jvp_half_squared_error(black_box(&x), &x_dot, n),
        },
    );
}

#[allow(clippy::many_single_char_names, reason = "names follow the formulas of the suite")]
fn mixture(name: &str, d: usize) {
    let (k, n, gamma, m) = (25, 1000, 1.0, 0);
    let mut random = Random::new();
    let sizes = [k, k * d, k * d, k * d * (d - 1) / 2, n * d];
    let [alpha, mu, q, l, x] = sizes.map(|size| random.list(size, -1.0..1.0));
    let mut bars = [&alpha, &mu, &q, &l].map(|list| vec![0.0; list.len()]);
    let dots = [&alpha, &mu, &q, &l].map(|list| random.list(list.len(), -1.0..1.0));
    let [alpha_dot, mu_dot, q_dot, l_dot] = &dots;
    report(
        name,
        Runs {
            primal: || gmm::log_posterior(black_box(&alpha), &mu, &q, &l, &x, gamma, m),
            grad: || gmm::grad_log_posterior(black_box(&alpha), &mu, &q, &l, &x, gamma, m),
            accumulate: || {
                let [alpha_bar, mu_bar, q_bar, l_bar] = &mut bars;
                gmm::accumulate_grad_log_posterior(
                    black_box(&alpha),
                    alpha_bar,
                    &mu,
                    mu_bar,
                    &q,
                    q_bar,
                    &l,
                    l_bar,
                    &x,
                    gamma,
                    m,
                )
            },
            jvp: || {
                gmm::jvp_log_posterior(black_box(&alpha), alpha_dot, &mu, mu_dot, &q, q_dot, &l, l_dot, &x, gamma, m)
            },
        },
    );
}

fn recurrent_network(name: &str) {
    let (layers, steps, b) = (2, 1024, 14);
    let mut random = Random::new();
    let sizes = [8 * b * layers, 3 * b, 2 * b * layers];
    let [main, extra, start] = sizes.map(|size| random.list(size, -1.0..1.0));
    let mut sequence = random.list((steps + 1) * b, 0.0..2.0);
    for bit in &mut sequence {
        *bit = bit.floor();
    }
    let mut main_bar = vec![0.0; main.len()];
    let mut extra_bar = vec![0.0; extra.len()];
    let [main_dot, extra_dot] = [&main, &extra].map(|list| random.list(list.len(), -1.0..1.0));
    report(
        name,
        Runs {
            primal: || lstm::mean_loss(black_box(&main), &extra, &start, &sequence, b),
            grad: || lstm::grad_mean_loss(black_box(&main), &extra, &start, &sequence, b),
            accumulate: || {
                lstm::accumulate_grad_mean_loss(
                    black_box(&main),
                    &mut main_bar,
                    &extra,
                    &mut extra_bar,
                    &start,
                    &sequence,
                    b,
                )
            },
            jvp: || lstm::jvp_mean_loss(black_box(&main), &main_dot, &extra, &extra_dot, &start, &sequence, b),
        },
    );
}

fn runge_kutta(name: &str) {
    let x = Random::new().list(1000, 0.0..1.0);
    let s = 100;
    let mut x_bar = vec![0.0; x.len()];
    let x_dot = Random::new().list(x.len(), -1.0..1.0);
    report(
        name,
        Runs {
            primal: || ode::last_entry(black_box(&x), s),
            grad: || ode::grad_last_entry(black_box(&x), s),
            accumulate: || ode::accumulate_grad_last_entry(black_box(&x), &mut x_bar, s),
            jvp: || ode::jvp_last_entry(black_box(&x), &x_dot, s),
        },
    );
}

fn determinant(name: &str, ell: usize) {
    let a = Random::new().list(ell * ell, 0.0..1.0);
    let mut a_bar = vec![0.0; a.len()];
    let a_dot = Random::new().list(a.len(), -1.0..1.0);
    report(
        name,
        Runs {
            primal: || det::determinant(black_box(&a), ell),
            grad: || det::grad_determinant(black_box(&a), ell),
            accumulate: || det::accumulate_grad_determinant(black_box(&a), &mut a_bar, ell),
            jvp: || det::jvp_determinant(black_box(&a), &a_dot, ell),
        },
    );
}

/// Knuth's 64-bit linear congruential generator.
pub struct Random {
    state: u64,
}

impl Random {
    pub fn new() -> Self {
        Self { state: 1 }
    }

    pub fn list(&mut self, length: usize, range: Range<f64>) -> Vec<f64> {
        let scale = range.end - range.start;
        (0..length).map(|_| range.start + scale * self.unit()).collect()
    }

    /// Uniform on [0, 1), from the upper 32 bits, which are the good ones.
    fn unit(&mut self) -> f64 {
        const MULTIPLIER: u64 = 6_364_136_223_846_793_005;
        const INCREMENT: u64 = 1_442_695_040_888_963_407;
        self.state = self.state.wrapping_mul(MULTIPLIER).wrapping_add(INCREMENT);
        let [a, b, c, d, ..] = self.state.to_be_bytes();
        f64::from(u32::from_be_bytes([a, b, c, d])) / 4_294_967_296.0
    }
}
