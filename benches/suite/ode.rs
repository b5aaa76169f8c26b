//! The classical Runge–Kutta method on a chain of equations.

use std::hint::black_box;

use gradbench::ode::{grad_last_entry, last_entry, value_and_grad_last_entry};

use crate::case::{Case, Tool, Workload};
use crate::random::Random;

/// Records `y` before each step; the reverse sweep computes the stages again and goes back through all four in one loop.
pub fn by_hand(x: &[f64], s: usize) -> Vec<f64> {
    let n = x.len();
    let h = 2.0 / s as f64;
    let mut record = vec![0.0; n * s];
    let mut stages = Stages::new(n);
    let mut y = vec![0.0; n];
    for kept in record.chunks_exact_mut(n) {
        kept.copy_from_slice(&y);
        stages.forward(x, &y, h);
        for (y, step) in y.iter_mut().zip(&stages.step) {
            *y += step;
        }
    }
    let mut x_bar = vec![0.0; n];
    let mut y_bar = vec![0.0; n];
    y_bar[n - 1] = 1.0;
    for kept in record.chunks_exact(n).rev() {
        stages.forward(x, kept, h);
        stages.backward(x, kept, h, &mut x_bar, &mut y_bar);
    }
    x_bar
}

/// Where the slopes are taken, beside `y` itself, and where the step ends.
struct Stages {
    second: Vec<f64>,
    third: Vec<f64>,
    fourth: Vec<f64>,
    step: Vec<f64>,
    bars: [Vec<f64>; 2],
}

impl Stages {
    fn new(n: usize) -> Self {
        let [second, third, fourth, step] = [(); 4].map(|()| vec![0.0; n]);
        Self { second, third, fourth, step, bars: [vec![0.0; n], vec![0.0; n]] }
    }

    fn forward(&mut self, x: &[f64], y: &[f64], h: f64) {
        let n = x.len();
        let Self { second, third, fourth, step, .. } = self;
        let (y, second, third) = (&y[..n], &mut second[..n], &mut third[..n]);
        let (fourth, step) = (&mut fourth[..n], &mut step[..n]);
        let k = x[0];
        second[0] = y[0] + 0.5 * h * k;
        third[0] = y[0] + 0.5 * h * k;
        fourth[0] = y[0] + h * k;
        step[0] = h * k;
        for i in 1..n {
            let k = x[i] * y[i - 1];
            second[i] = y[i] + 0.5 * h * k;
            step[i] = h / 6.0 * k;
        }
        for i in 1..n {
            let k = x[i] * second[i - 1];
            third[i] = y[i] + 0.5 * h * k;
            step[i] += h / 3.0 * k;
        }
        for i in 1..n {
            let k = x[i] * third[i - 1];
            fourth[i] = y[i] + h * k;
            step[i] += h / 3.0 * k;
        }
        for i in 1..n {
            step[i] += h / 6.0 * x[i] * fourth[i - 1];
        }
    }

    fn backward(&mut self, x: &[f64], y: &[f64], h: f64, x_bar: &mut [f64], y_bar: &mut [f64]) {
        let n = x.len();
        let [later, sooner] = &mut self.bars;
        let (later, sooner) = (&mut later[..n], &mut sooner[..n]);
        let (y, x_bar, y_bar) = (&y[..n], &mut x_bar[..n], &mut y_bar[..n]);
        // Adjoints of the four places: each is x·k_bar, one entry lower.
        let (second, third, fourth) = (&self.second[..n], &self.third[..n], &self.fourth[..n]);
        for i in 1..n {
            let k_bar = h / 6.0 * y_bar[i];
            x_bar[i] += k_bar * fourth[i - 1];
            later[i - 1] = k_bar * x[i];
        }
        later[n - 1] = 0.0;
        let mut first_bar = h / 6.0 * y_bar[0] + h * later[0] + h / 3.0 * y_bar[0];
        for i in 1..n {
            let k_bar = h / 3.0 * y_bar[i] + h * later[i];
            x_bar[i] += k_bar * third[i - 1];
            sooner[i - 1] = k_bar * x[i];
        }
        sooner[n - 1] = 0.0;
        first_bar += h / 3.0 * y_bar[0] + 0.5 * h * sooner[0];
        for i in 1..n {
            let k_bar = h / 3.0 * y_bar[i] + 0.5 * h * sooner[i];
            x_bar[i] += k_bar * second[i - 1];
            later[i - 1] += sooner[i - 1];
            sooner[i - 1] = k_bar * x[i];
        }
        first_bar += h / 6.0 * y_bar[0] + 0.5 * h * sooner[0];
        for i in 1..n {
            let k_bar = h / 6.0 * y_bar[i] + 0.5 * h * sooner[i];
            x_bar[i] += k_bar * y[i - 1];
            y_bar[i - 1] += later[i - 1] + sooner[i - 1] + k_bar * x[i];
        }
        x_bar[0] += first_bar;
    }
}

fn case(n: usize) -> Case {
    let s = 100;
    let x = || Random::new().list(n, 0.0..1.0);
    let (a, b, c, d) = (x(), x(), x(), x());
    Case::new()
        .with(Tool::Primal, move || last_entry(black_box(&a), s))
        .with(Tool::Gradient, move || grad_last_entry(black_box(&b), s))
        .with(Tool::Value, move || value_and_grad_last_entry(black_box(&c), s))
        .with(Tool::Hand, move || by_hand(black_box(&d), s))
}

/// A thousand equations, a hundred steps.
pub const WORKLOAD: Workload = Workload {
    name: "ode, n = 1000, 100 steps",
    limit: Some(2.7),
    case,
    size: 1000,
    sizes: &[10, 100, 1000, 10_000],
};
