//! A Kalman filter for a body that moves along a line.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

type Matrix = [[f64; 2]; 2];

#[derive(Clone, Copy, Debug, Differentiable)]
struct State {
    mean: [f64; 2],
    covariance: Matrix,
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Noise {
    process: f64,
    measurement: f64,
}

#[differentiate]
fn product(a: &Matrix, b: &Matrix) -> Matrix {
    let mut c = [[0.0; 2]; 2];
    for i in 0..2 {
        for j in 0..2 {
            c[i][j] = (0..2).map(|k| a[i][k] * b[k][j]).sum();
        }
    }
    c
}

#[differentiate]
fn transposed(a: &Matrix) -> Matrix {
    [[a[0][0], a[1][0]], [a[0][1], a[1][1]]]
}

#[differentiate]
fn predict(state: &State, noise: &Noise, dt: f64) -> State {
    let motion = [[1.0, dt], [0.0, 1.0]];
    let mean = [state.mean[0] + dt * state.mean[1], state.mean[1]];
    let back = transposed(&motion);
    let mut covariance = product(&product(&motion, &state.covariance), &back);
    covariance[0][0] += noise.process * dt.powi(3) / 3.0;
    covariance[0][1] += noise.process * dt * dt / 2.0;
    covariance[1][0] += noise.process * dt * dt / 2.0;
    covariance[1][1] += noise.process * dt;
    State { mean, covariance }
}

/// The state after a measurement of the place, and the logarithm of its likelihood.
#[differentiate]
fn update(state: State, noise: &Noise, measured: f64) -> (State, f64) {
    let State { mean, covariance: p } = state;
    let innovation = measured - mean[0];
    let variance = p[0][0] + noise.measurement;
    let gain = [p[0][0] / variance, p[1][0] / variance];
    let likelihood = -0.5 * (innovation * innovation / variance + (std::f64::consts::TAU * variance).ln());
    let mean = [mean[0] + gain[0] * innovation, mean[1] + gain[1] * innovation];
    let mut covariance = p;
    for i in 0..2 {
        for j in 0..2 {
            covariance[i][j] -= gain[i] * p[0][j];
        }
    }
    (State { mean, covariance }, likelihood)
}

#[differentiate]
fn log_likelihood(process: f64, measurement: f64, start: [f64; 2], measured: &[f64], dt: f64) -> f64 {
    let noise = Noise { process, measurement };
    let mut state = State { mean: start, covariance: [[1.0, 0.0], [0.0, 1.0]] };
    let mut total = 0.0;
    for z in measured {
        let predicted = predict(&state, &noise, dt);
        let (next, gained) = update(predicted, &noise, *z);
        state = next;
        total += gained;
    }
    total
}

#[test]
fn likelihood_of_the_noise() {
    check!(log_likelihood(0.3, 0.5, [0.1, 0.9], &[0.4, 0.9, 1.7, 1.9, 2.8], 0.5));
}
