//! Quotients, roots, `exp2`, `exp_m1`, `hypot`, and casts.

use super::domain::unsigned_zero;
use super::strong::{strong_product, strong_quotient};
use crate::Real;

/// `y = x / z`: `x̄ = ȳ / z`, `z̄ = −x̄ · y`.
///
/// The form `−x / z²` would overflow and underflow where this does not.
///
/// ```
/// assert_eq!(chainrule::rules::div(2.0, 3.0, 1.0), (0.5, -1.5)); // y = 6 / 2
/// ```
#[inline]
#[must_use]
pub fn div<T: Real>(z: T, y: T, y_bar: T) -> (T, T) {
    if y_bar.is_zero() {
        return (T::zero(), T::zero());
    }
    let x_bar = y_bar / z;
    (x_bar, -(x_bar * y))
}

/// `y = x / z` with `z` held constant: `x̄ = ȳ / z`.
///
/// ```
/// assert_eq!(chainrule::rules::div_numerator(2.0, 1.0), 0.5);
/// ```
#[inline]
#[must_use]
pub fn div_numerator<T: Real>(z: T, y_bar: T) -> T {
    strong_quotient(y_bar, z)
}

/// `y = x / z` with `x` held constant: `z̄ = −(ȳ / z) · y`.
///
/// ```
/// assert_eq!(chainrule::rules::div_denominator(2.0, 3.0, 1.0), -1.5); // y = 6 / 2
/// ```
#[inline]
#[must_use]
pub fn div_denominator<T: Real>(z: T, y: T, y_bar: T) -> T {
    div(z, y, y_bar).1
}

/// `y = 1 / x`: `x̄ = −y² · ȳ`.
///
/// ```
/// assert_eq!(chainrule::rules::recip(0.5, 1.0), -0.25); // x = 2
/// ```
#[inline]
#[must_use]
pub fn recip<T: Real>(y: T, y_bar: T) -> T {
    -strong_product(y_bar, y * y)
}

/// The slope of [`recip`] along `y`, times a seed: `−2 y ȳ` · `seed`.
///
/// ```
/// assert_eq!(chainrule::rules::recip_slope(0.5, 3.0, 1.0), -3.0);
/// ```
#[inline]
#[must_use]
pub fn recip_slope<T: Real>(y: T, y_bar: T, seed: T) -> T {
    T::constant(-2.0) * strong_product(seed, strong_product(y_bar, y))
}

/// `y = √x`: `x̄ = ȳ / 2y`; infinite at 0. A reciprocal of `y` elsewhere is shared.
///
/// ```
/// assert_eq!(chainrule::rules::sqrt(2.0, 1.0), 0.25); // x = 4
/// ```
#[inline]
#[must_use]
pub fn sqrt<T: Real>(y: T, y_bar: T) -> T {
    strong_product(y_bar, T::constant(0.5) * (T::one() / unsigned_zero(y)))
}

/// `y = ∛x`: `x̄ = ȳ / 3y²`; infinite at 0.
///
/// ```
/// assert_eq!(chainrule::rules::cbrt(-2.0, 12.0), 1.0); // x = -8
/// ```
#[inline]
#[must_use]
pub fn cbrt<T: Real>(y: T, y_bar: T) -> T {
    strong_product(y_bar, T::one() / (T::constant(3.0) * y * y))
}

/// `y = 2ˣ`: `x̄ = y · ln 2 · ȳ`.
///
/// ```
/// assert_eq!(chainrule::rules::exp2(8.0, 1.0), 8.0 * std::f64::consts::LN_2); // x = 3
/// ```
#[inline]
#[must_use]
pub fn exp2<T: Real>(y: T, y_bar: T) -> T {
    y * T::constant(core::f64::consts::LN_2) * y_bar
}

/// `y = eˣ − 1`: `x̄ = eˣ · ȳ`.
///
/// The form `y + 1` has no correct digit left at x = −40.
///
/// ```
/// assert_eq!(chainrule::rules::exp_m1(0.0, 1.0), 1.0);
/// ```
#[inline]
#[must_use]
pub fn exp_m1<T: Real>(x: T, y_bar: T) -> T {
    x.exp() * y_bar
}

/// `y = √(x² + z²)`: `x̄ = x / y · ȳ`, `z̄ = z / y · ȳ`; 0 at the origin.
///
/// ```
/// assert_eq!(chainrule::rules::hypot(3.0, 4.0, 5.0, 5.0), (3.0, 4.0));
/// ```
#[inline]
#[must_use]
pub fn hypot<T: Real>(x: T, z: T, y: T, y_bar: T) -> (T, T) {
    if y == T::zero() {
        return (T::zero(), T::zero());
    }
    (strong_product(y_bar, x / y), strong_product(y_bar, z / y))
}

/// `y = x as T`: `x̄ = ȳ as S`, in the precision of `like`, which is `x`.
///
/// ```
/// assert_eq!(chainrule::rules::cast(&1.0_f32, 0.5_f64), 0.5_f32);
/// ```
#[inline]
#[must_use]
pub fn cast<S: Real, T: Real>(like: &S, y_bar: T) -> S {
    let _ = like;
    S::constant(y_bar.into_f64())
}
