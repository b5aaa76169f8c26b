//! Kalman's filter for a local trend.

use std::hint::black_box;

use chainrule::differentiate;

use crate::case::{Case, Tool, Workload};
use crate::number::{Function, Number};
use crate::random::Random;

/// The negative log likelihood of a series (without its constant), where the level moves with a slope that moves itself:
/// `level` and `slope` are variances of their noise, `noise` that of the observations.
#[differentiate(hvp)]
pub fn surprise(level: f64, slope: f64, noise: f64, #[constant] series: &[f64]) -> f64 {
    let mut state = [0.0, 0.0];
    let mut p = [1.0, 0.0, 1.0];
    let mut total = 0.0;
    for &seen in series {
        // Predict.
        state = [state[0] + state[1], state[1]];
        p = [p[0] + 2.0 * p[1] + p[2] + level, p[1] + p[2], p[2] + slope];
        // Update.
        let variance = p[0] + noise;
        let error = seen - state[0];
        let (gain, slope_gain) = (p[0] / variance, p[1] / variance);
        state = [state[0] + gain * error, state[1] + slope_gain * error];
        p = [(1.0 - gain) * p[0], (1.0 - gain) * p[1], p[2] - slope_gain * p[1]];
        total += 0.5 * (variance.ln() + error * error / variance);
    }
    total
}

/// Records the predicted variances and the error: five numbers a step.
pub fn by_hand(level: f64, slope: f64, noise: f64, series: &[f64]) -> (f64, f64, f64) {
    let (mut a, mut b) = (0.0, 0.0);
    let (mut p, mut q, mut r) = (1.0, 0.0, 1.0);
    let mut record = Vec::with_capacity(series.len());
    for &seen in series {
        a += b;
        (p, q, r) = (p + 2.0 * q + r + level, q + r, r + slope);
        let inverse = 1.0 / (p + noise);
        let error = seen - a;
        record.push((p, q, inverse, error));
        let (gain, slope_gain) = (p * inverse, q * inverse);
        a += gain * error;
        b += slope_gain * error;
        (p, q, r) = ((1.0 - gain) * p, (1.0 - gain) * q, r - slope_gain * q);
    }
    let (mut a_bar, mut b_bar) = (0.0, 0.0);
    let (mut p_bar, mut q_bar, mut r_bar) = (0.0, 0.0, 0.0);
    let (mut level_bar, mut slope_bar, mut noise_bar) = (0.0, 0.0, 0.0);
    for (p, q, inverse, error) in record.into_iter().rev() {
        let (gain, slope_gain) = (p * inverse, q * inverse);
        let gain_bar = a_bar * error - p_bar * p - q_bar * q;
        let slope_gain_bar = b_bar * error - r_bar * q;
        let error_bar = a_bar * gain + b_bar * slope_gain + error * inverse;
        let weighted = error * inverse;
        let variance_bar =
            0.5 * (inverse - weighted * weighted) - (gain_bar * gain + slope_gain_bar * slope_gain) * inverse;
        noise_bar += variance_bar;
        q_bar = (1.0 - gain) * q_bar - r_bar * slope_gain + slope_gain_bar * inverse;
        p_bar = (1.0 - gain) * p_bar + gain_bar * inverse + variance_bar;
        level_bar += p_bar;
        slope_bar += r_bar;
        r_bar += q_bar + p_bar;
        q_bar += 2.0 * p_bar;
        a_bar -= error_bar;
        b_bar += a_bar;
    }
    (level_bar, slope_bar, noise_bar)
}

struct Series(Vec<f64>);

impl Function for Series {
    fn call<T: Number>(&self, x: &[T]) -> T {
        let [level, slope, noise] = [x[0], x[1], x[2]];
        let (zero, one) = (level.times(0.0), level.times(0.0).plus(1.0));
        let (mut state, mut p, mut total) = ([zero; 2], [one, zero, one], zero);
        for &seen in &self.0 {
            state = [state[0] + state[1], state[1]];
            p = [p[0] + p[1].times(2.0) + p[2] + level, p[1] + p[2], p[2] + slope];
            let variance = p[0] + noise;
            let error = (-state[0]).plus(seen);
            let (gain, slope_gain) = (p[0] / variance, p[1] / variance);
            state = [state[0] + gain * error, state[1] + slope_gain * error];
            let rest = (-gain).plus(1.0);
            p = [rest * p[0], rest * p[1], p[2] - slope_gain * p[1]];
            total = total + (variance.ln() + error * error / variance).times(0.5);
        }
        total
    }
}

fn case(n: usize) -> Case {
    let series = || Random::new().list(n, -1.0..1.0);
    let (a, b, c, d) = (series(), series(), series(), series());
    let [level, slope, noise] = [0.1, 0.01, 0.5];
    Case::new()
        .with(Tool::Primal, move || surprise(level, slope, noise, black_box(&a)))
        .with(Tool::Gradient, move || grad_surprise(level, slope, noise, black_box(&b)))
        .with(Tool::Value, move || value_and_grad_surprise(level, slope, noise, black_box(&c)))
        .with(Tool::Hand, move || by_hand(level, slope, noise, black_box(&d)))
        .peers(Series(series()), vec![level, slope, noise])
}

/// A thousand observations.
pub const WORKLOAD: Workload =
    Workload { name: "Kalman filter, 1000 steps", limit: None, case, size: 1000, sizes: &[10, 100, 1000, 10_000] };
