//! Polynomials: Horner's scheme, Clenshaw's recurrence, and Chebyshev interpolation.

use std::f64::consts::PI;

use chainrule::differentiate;
use chainrule_tests::check;

#[differentiate]
fn horner(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |value, c| value * x + c)
}

#[differentiate]
fn clenshaw(coefficients: &[f64], x: f64) -> f64 {
    let (mut b1, mut b2) = (0.0, 0.0);
    for c in coefficients.iter().skip(1).rev() {
        (b1, b2) = (2.0 * x * b1 - b2 + c, b1);
    }
    coefficients[0] + x * b1 - b2
}

/// The coefficients of the polynomial that agrees with `f` at the Chebyshev nodes.
#[differentiate]
fn interpolate(f: impl Fn(f64) -> f64, n: usize) -> Vec<f64> {
    let node = |k: usize| (PI * (k as f64 + 0.5) / n as f64).cos();
    let values: Vec<f64> = (0..n).map(|k| f(node(k))).collect();
    let mut coefficients = Vec::with_capacity(n);
    for j in 0..n {
        let sum: f64 =
            values.iter().enumerate().map(|(k, v)| v * (PI * j as f64 * (k as f64 + 0.5) / n as f64).cos()).sum();
        coefficients.push(if j == 0 { sum / n as f64 } else { 2.0 * sum / n as f64 });
    }
    coefficients
}

#[differentiate]
fn resampled(rate: f64, coefficients: &[f64], x: f64) -> f64 {
    let series = interpolate(|t| (rate * t).exp() * horner(coefficients, t), 7);
    clenshaw(&series, x) + 0.1 * series[6]
}

#[test]
fn an_interpolated_function() {
    check!(resampled(0.8, &[0.3, -0.7, 0.5], 0.35));
    check!(horner(&[2.0, -1.0, 0.5], 1.5) => (vec![1.0, 1.5, 2.25], 0.5));
}
