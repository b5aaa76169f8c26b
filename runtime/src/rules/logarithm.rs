//! The logarithms.
//!
//! Each is NaN below its domain, where `1 / x` alone would go on.

use super::domain::nonnegative;
use super::strong::{strong_product, strong_quotient};
use crate::Real;

/// `y = ln x`: `x̄ = ȳ / x`; infinite at 0.
///
/// ```
/// assert_eq!(chainrule::rules::ln(4.0, 1.0), 0.25);
/// ```
#[inline]
#[must_use]
pub fn ln<T: Real>(x: T, y_bar: T) -> T {
    strong_quotient(y_bar, nonnegative(x))
}

/// `y = log₂ x`: `x̄ = ȳ / (x ln 2)`; infinite at 0.
///
/// ```
/// assert_eq!(chainrule::rules::log2(1.0, std::f64::consts::LN_2), 1.0);
/// ```
#[inline]
#[must_use]
pub fn log2<T: Real>(x: T, y_bar: T) -> T {
    strong_quotient(y_bar, nonnegative(x) * T::constant(core::f64::consts::LN_2))
}

/// `y = log₁₀ x`: `x̄ = ȳ / (x ln 10)`; infinite at 0.
///
/// ```
/// assert_eq!(chainrule::rules::log10(1.0, std::f64::consts::LN_10), 1.0);
/// ```
#[inline]
#[must_use]
pub fn log10<T: Real>(x: T, y_bar: T) -> T {
    strong_quotient(y_bar, nonnegative(x) * T::constant(core::f64::consts::LN_10))
}

/// `y = ln(1 + x)`: `x̄ = ȳ / (1 + x)`; infinite at −1.
///
/// ```
/// assert_eq!(chainrule::rules::ln_1p(3.0, 1.0), 0.25);
/// ```
#[inline]
#[must_use]
pub fn ln_1p<T: Real>(x: T, y_bar: T) -> T {
    strong_quotient(y_bar, nonnegative(T::one() + x))
}

/// `y = ln x / ln z`: `x̄ = ȳ / (x ln z)`, `z̄ = −y ȳ / (z ln z)`.
///
/// ```
/// let (x_bar, z_bar) = chainrule::rules::log(8.0, 2.0, 3.0, std::f64::consts::LN_2);
/// assert_eq!((x_bar, z_bar), (0.125, -1.5));
/// ```
#[inline]
#[must_use]
pub fn log<T: Real>(x: T, z: T, y: T, y_bar: T) -> (T, T) {
    let base = z.ln();
    (strong_quotient(y_bar, nonnegative(x) * base), -strong_product(y_bar, y / (z * base)))
}
