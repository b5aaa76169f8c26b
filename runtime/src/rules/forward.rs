//! Tangents of functions of several arguments: the partial derivatives of the reverse rules, each with the tangent of its
//! argument.

use super::strong::{strong_product, strong_quotient};
use super::{abs_sub, atan2, clamp, hypot, log, max, min};
use crate::Real;

/// `y = x / z`: `ẏ = (ẋ − ż y) / z`.
///
/// ```
/// assert_eq!(chainrule::rules::div_tangent(2.0, 3.0, 1.0, 1.0), -1.0); // y = 6 / 2
/// ```
#[inline]
#[must_use]
pub fn div_tangent<T: Real>(z: T, y: T, x_dot: T, z_dot: T) -> T {
    strong_quotient(x_dot - strong_product(z_dot, y), z)
}

/// `y = √(x² + z²)`: `ẏ = (x ẋ + z ż) / y`; 0 at the origin.
///
/// ```
/// assert_eq!(chainrule::rules::hypot_tangent(3.0, 4.0, 5.0, 5.0, 5.0), 7.0);
/// ```
#[inline]
#[must_use]
pub fn hypot_tangent<T: Real>(x: T, z: T, y: T, x_dot: T, z_dot: T) -> T {
    hypot(x, z, y, x_dot).0 + hypot(x, z, y, z_dot).1
}

/// `y = log_z(x)`.
///
/// ```
/// let dot = chainrule::rules::log_tangent(8.0, 2.0, 3.0, 1.0, 0.0);
/// assert!((dot - 0.125 / 2.0_f64.ln()).abs() < 1e-15);
/// ```
#[inline]
#[must_use]
pub fn log_tangent<T: Real>(x: T, z: T, y: T, x_dot: T, z_dot: T) -> T {
    log(x, z, y, x_dot).0 + log(x, z, y, z_dot).1
}

/// `y = x.atan2(z)`: `ẏ = (z ẋ − x ż) / (x² + z²)`; 0 at the origin.
///
/// ```
/// assert_eq!(chainrule::rules::atan2_tangent(0.0, 2.0, 1.0, 0.0), 0.5);
/// ```
#[inline]
#[must_use]
pub fn atan2_tangent<T: Real>(x: T, z: T, x_dot: T, z_dot: T) -> T {
    atan2(x, z, x_dot).0 + atan2(x, z, z_dot).1
}

/// `y = x.max(z)`: the tangent of the greater; at a tie that of `z`.
///
/// ```
/// assert_eq!(chainrule::rules::max_tangent(3.0, 2.0, 1.0, 5.0), 1.0);
/// assert_eq!(chainrule::rules::max_tangent(2.0, 2.0, 1.0, 5.0), 5.0);
/// ```
#[inline]
#[must_use]
pub fn max_tangent<T: Real>(x: T, z: T, x_dot: T, z_dot: T) -> T {
    max(x, z, x_dot).0 + max(x, z, z_dot).1
}

/// `y = x.min(z)`: the tangent of the lesser; at a tie that of `z`.
///
/// ```
/// assert_eq!(chainrule::rules::min_tangent(3.0, 2.0, 1.0, 5.0), 5.0);
/// ```
#[inline]
#[must_use]
pub fn min_tangent<T: Real>(x: T, z: T, x_dot: T, z_dot: T) -> T {
    min(x, z, x_dot).0 + min(x, z, z_dot).1
}

/// `y = x.abs_sub(z)`, which is `max(x − z, 0)`.
///
/// ```
/// assert_eq!(chainrule::rules::abs_sub_tangent(3.0, 2.0, 1.0, 5.0), -4.0);
/// assert_eq!(chainrule::rules::abs_sub_tangent(2.0, 2.0, 1.0, 5.0), 0.0);
/// ```
#[inline]
#[must_use]
pub fn abs_sub_tangent<T: Real>(x: T, z: T, x_dot: T, z_dot: T) -> T {
    abs_sub(x, z, x_dot).0 + abs_sub(x, z, z_dot).1
}

/// `y = x.clamp(low, high)`: the tangent of `x` between the bounds and at them, else that of the bound.
///
/// ```
/// assert_eq!(chainrule::rules::clamp_tangent(1.0, 0.0, 1.0, 5.0, 6.0, 7.0), 5.0);
/// assert_eq!(chainrule::rules::clamp_tangent(2.0, 0.0, 1.0, 5.0, 6.0, 7.0), 7.0);
/// ```
#[inline]
#[must_use]
pub fn clamp_tangent<T: Real>(x: T, low: T, high: T, x_dot: T, low_dot: T, high_dot: T) -> T {
    clamp(x, low, high, x_dot).0 + clamp(x, low, high, low_dot).1 + clamp(x, low, high, high_dot).2
}
