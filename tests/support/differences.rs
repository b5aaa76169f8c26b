//! Central differences of fourth order.

use crate::compare::{Tolerance, assert_close};

/// Steps for a coordinate of size `x`, the largest first: powers of two, so that the moved point is exact.
fn steps(x: f64, epsilon: f64) -> Vec<f64> {
    let exponents: &[i32] = if epsilon > 1e-10 { &[4, 5, 6] } else { &[8, 10, 12, 14, 17] };
    let size = x.abs().max(1.0).log2().floor().exp2();
    exponents.iter().map(|exponent| size * 2.0_f64.powi(-exponent)).collect()
}

/// ∂f/∂x\[i\] by (8 (f(+h) − f(−h)) − (f(+2h) − f(−2h))) / 12 h, whose error is h⁴ f⁽⁵⁾ / 30.
pub fn partial(f: &dyn Fn(&[f64]) -> f64, x: &[f64], i: usize, h: f64) -> f64 {
    let at = |steps: f64| {
        let mut moved = x.to_vec();
        moved[i] += steps * h;
        f(&moved)
    };
    (8.0 * (at(1.0) - at(-1.0)) - (at(2.0) - at(-2.0))) / (12.0 * h)
}

/// ∂f/∂x\[i\] at the step from which the next smaller one differs least: small enough for the error of the formula and
/// for jumps nearby, large enough for rounding.
fn steadiest(f: &dyn Fn(&[f64]) -> f64, x: &[f64], i: usize, epsilon: f64) -> f64 {
    let all: Vec<f64> = steps(x[i], epsilon).into_iter().map(|h| partial(f, x, i, h)).collect();
    let difference = |pair: &[f64]| (pair[0] - pair[1]).abs();
    let best = all.windows(2).min_by(|a, b| difference(a).total_cmp(&difference(b)));
    best.map_or(f64::NAN, |pair| pair[1])
}

/// The gradient of `f` at `x`, for a function computed with the given machine epsilon.
pub fn gradient(f: &dyn Fn(&[f64]) -> f64, x: &[f64], epsilon: f64) -> Vec<f64> {
    (0..x.len()).map(|i| steadiest(f, x, i, epsilon)).collect()
}

/// Panics where `gradient` is not the gradient of `f` at `x`.
///
/// # Panics
///
/// With the first coordinate that differs, and both values of it.
pub fn assert_gradient(f: impl Fn(&[f64]) -> f64, x: &[f64], gradient: &[f64]) {
    let differences = self::gradient(&f, x, f64::EPSILON);
    assert_close("gradient against central differences", gradient, &differences, Tolerance::DIFFERENCES);
}
