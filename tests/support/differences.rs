//! Central differences of fourth order.

use crate::compare::{Tolerance, assert_close};

/// The step for a coordinate of size `x`: a power of two, so that the moved point is exact.
#[must_use]
pub fn step(x: f64, epsilon: f64) -> f64 {
    let relative = if epsilon > 1e-10 { 32.0 } else { 1024.0 };
    x.abs().max(1.0).log2().floor().exp2() / relative
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

/// The gradient of `f` at `x`, for a function computed with the given machine epsilon.
pub fn gradient(f: &dyn Fn(&[f64]) -> f64, x: &[f64], epsilon: f64) -> Vec<f64> {
    (0..x.len())
        .map(|i| partial(f, x, i, step(x[i], epsilon)))
        .collect()
}

/// Panics where `gradient` is not the gradient of `f` at `x`.
///
/// # Panics
///
/// With the first coordinate that differs, and both values of it.
pub fn assert_gradient(f: impl Fn(&[f64]) -> f64, x: &[f64], gradient: &[f64]) {
    let differences = self::gradient(&f, x, f64::EPSILON);
    assert_close(
        "gradient against central differences",
        gradient,
        &differences,
        Tolerance::DIFFERENCES,
    );
}
