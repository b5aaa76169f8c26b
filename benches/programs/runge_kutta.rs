//! Lorenz's equations by the classical Runge–Kutta method.

use std::hint::black_box;

use chainrule::differentiate;

use crate::case::{Case, Tool, Workload};
use crate::number::{Function, Number};

const STEP: f64 = 1e-3;

/// The first coordinate after so many steps from `start`, with the parameters `p`.
#[differentiate(hvp)]
pub fn lorenz(start: [f64; 3], p: [f64; 3], steps: usize) -> f64 {
    let mut y = start;
    for _ in 0..steps {
        let k1 = slope(y, p);
        let k2 = slope(ahead(y, 0.5 * STEP, k1), p);
        let k3 = slope(ahead(y, 0.5 * STEP, k2), p);
        let k4 = slope(ahead(y, STEP, k3), p);
        for i in 0..3 {
            y[i] += STEP / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
        }
    }
    y[0]
}

#[differentiate(order = 2)]
fn slope(y: [f64; 3], p: [f64; 3]) -> [f64; 3] {
    [p[0] * (y[1] - y[0]), y[0] * (p[1] - y[2]) - y[1], y[0] * y[1] - p[2] * y[2]]
}

#[differentiate(order = 2)]
fn ahead(y: [f64; 3], #[constant] step: f64, k: [f64; 3]) -> [f64; 3] {
    [y[0] + step * k[0], y[1] + step * k[1], y[2] + step * k[2]]
}

/// Records the state before each step, and computes the stages again.
pub fn by_hand(start: [f64; 3], p: [f64; 3], steps: usize) -> ([f64; 3], [f64; 3]) {
    let mut record = Vec::with_capacity(steps);
    let mut y = start;
    for _ in 0..steps {
        record.push(y);
        let [_, b, c, d] = places(y, p);
        let (k1, k2, k3, k4) = (slope(y, p), slope(b, p), slope(c, p), slope(d, p));
        for i in 0..3 {
            y[i] += STEP / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
        }
    }
    let (mut y_bar, mut p_bar) = ([1.0, 0.0, 0.0], [0.0; 3]);
    for y in record.into_iter().rev() {
        let [a, b, c, d] = places(y, p);
        let (sixth, third) = (y_bar.map(|bar| STEP / 6.0 * bar), y_bar.map(|bar| STEP / 3.0 * bar));
        let d_bar = pull_back(d, p, sixth, &mut p_bar);
        let c_bar = pull_back(c, p, ahead(third, STEP, d_bar), &mut p_bar);
        let b_bar = pull_back(b, p, ahead(third, 0.5 * STEP, c_bar), &mut p_bar);
        let a_bar = pull_back(a, p, ahead(sixth, 0.5 * STEP, b_bar), &mut p_bar);
        for i in 0..3 {
            y_bar[i] += (a_bar[i] + b_bar[i]) + (c_bar[i] + d_bar[i]);
        }
    }
    (y_bar, p_bar)
}

/// Where the slopes are taken.
#[inline]
fn places(y: [f64; 3], p: [f64; 3]) -> [[f64; 3]; 4] {
    let b = ahead(y, 0.5 * STEP, slope(y, p));
    let c = ahead(y, 0.5 * STEP, slope(b, p));
    let d = ahead(y, STEP, slope(c, p));
    [y, b, c, d]
}

#[inline]
fn pull_back(y: [f64; 3], p: [f64; 3], bar: [f64; 3], p_bar: &mut [f64; 3]) -> [f64; 3] {
    p_bar[0] += (y[1] - y[0]) * bar[0];
    p_bar[1] += y[0] * bar[1];
    p_bar[2] -= y[2] * bar[2];
    [
        (p[1] - y[2]) * bar[1] - p[0] * bar[0] + y[1] * bar[2],
        p[0] * bar[0] - bar[1] + y[0] * bar[2],
        -y[0] * bar[1] - p[2] * bar[2],
    ]
}

struct Lorenz(usize);

impl Function for Lorenz {
    fn call<T: Number>(&self, x: &[T]) -> T {
        let p = &x[3..];
        let mut y = [x[0], x[1], x[2]];
        let slope = |y: [T; 3]| [p[0] * (y[1] - y[0]), y[0] * (p[1] - y[2]) - y[1], y[0] * y[1] - p[2] * y[2]];
        let ahead = |y: [T; 3], step: f64, k: [T; 3]| std::array::from_fn(|i| y[i] + k[i].times(step));
        for _ in 0..self.0 {
            let k1 = slope(y);
            let k2 = slope(ahead(y, 0.5 * STEP, k1));
            let k3 = slope(ahead(y, 0.5 * STEP, k2));
            let k4 = slope(ahead(y, STEP, k3));
            y = std::array::from_fn(|i| y[i] + (k1[i] + (k2[i] + k3[i]).times(2.0) + k4[i]).times(STEP / 6.0));
        }
        y[0]
    }
}

fn case(steps: usize) -> Case {
    let (start, p) = ([1.0, 2.0, 20.0], [10.0, 28.0, 8.0 / 3.0]);
    Case::new()
        .with(Tool::Primal, move || lorenz(black_box(start), p, steps))
        .with(Tool::Gradient, move || grad_lorenz(black_box(start), p, steps))
        .with(Tool::Value, move || value_and_grad_lorenz(black_box(start), p, steps))
        .with(Tool::Hand, move || by_hand(black_box(start), p, steps))
        .peers(Lorenz(steps), [start, p].concat())
}

/// A thousand steps.
pub const WORKLOAD: Workload = Workload {
    name: "Runge–Kutta (Lorenz), 1000 steps",
    limit: Some(2.0),
    case,
    size: 1000,
    sizes: &[10, 100, 1000, 10_000],
};
