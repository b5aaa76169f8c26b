//! Functions in pieces, and remainders.

use crate::Real;

/// `y = |x|`: `x̄ = ȳ` for x > 0, `−ȳ` for x < 0, and 0 at 0.
///
/// ```
/// assert_eq!(chainrule::rules::abs(-3.0, 2.0), -2.0);
/// assert_eq!(chainrule::rules::abs(-0.0, 2.0), 0.0);
/// ```
#[inline]
#[must_use]
pub fn abs<T: Real>(x: T, y_bar: T) -> T {
    if x > T::zero() {
        y_bar
    } else if x < T::zero() {
        -y_bar
    } else {
        x.abs()
    }
}

/// `y = x.max(z)`: all to the greater; at a tie to `z`; where one is NaN, to the other.
///
/// ```
/// assert_eq!(chainrule::rules::max(3.0, 2.0, 1.0), (1.0, 0.0));
/// assert_eq!(chainrule::rules::max(2.0, 2.0, 1.0), (0.0, 1.0));
/// ```
#[inline]
#[must_use]
pub fn max<T: Real>(x: T, z: T, y_bar: T) -> (T, T) {
    one_of(x > z || z.is_nan(), y_bar)
}

/// `y = x.min(z)`: all to the lesser; at a tie to `z`; where one is NaN, to the other.
///
/// ```
/// assert_eq!(chainrule::rules::min(3.0, 2.0, 1.0), (0.0, 1.0));
/// assert_eq!(chainrule::rules::min(2.0, 2.0, 1.0), (0.0, 1.0));
/// ```
#[inline]
#[must_use]
pub fn min<T: Real>(x: T, z: T, y_bar: T) -> (T, T) {
    one_of(x < z || z.is_nan(), y_bar)
}

/// `y = x.clamp(low, high)`: to `x` between the bounds and at them, else to the bound.
///
/// ```
/// assert_eq!(chainrule::rules::clamp(1.0, 0.0, 1.0, 5.0), (5.0, 0.0, 0.0));
/// assert_eq!(chainrule::rules::clamp(2.0, 0.0, 1.0, 5.0), (0.0, 0.0, 5.0));
/// ```
#[inline]
#[must_use]
pub fn clamp<T: Real>(x: T, low: T, high: T, y_bar: T) -> (T, T, T) {
    if x < low {
        (T::zero(), y_bar, T::zero())
    } else if x > high {
        (T::zero(), T::zero(), y_bar)
    } else {
        (unless_nan(x, y_bar), T::zero(), T::zero())
    }
}

/// `y = x.abs_sub(z)`, which is `max(x − z, 0)`: `x̄ = ȳ`, `z̄ = −ȳ` for x > z, else 0.
///
/// ```
/// assert_eq!(chainrule::rules::abs_sub(3.0, 2.0, 1.0), (1.0, -1.0));
/// assert_eq!(chainrule::rules::abs_sub(2.0, 2.0, 1.0), (0.0, 0.0));
/// ```
#[inline]
#[must_use]
pub fn abs_sub<T: Real>(x: T, z: T, y_bar: T) -> (T, T) {
    let x_bar = if x > z { y_bar } else { unless_nan(x - z, T::zero()) };
    (x_bar, -x_bar)
}

/// `y = x.copysign(z)`: `x̄ = ȳ` where the signs of `x` and `z` agree, else `−ȳ`; `z̄ = 0`.
///
/// ```
/// assert_eq!(chainrule::rules::copysign(2.0, -3.0, 1.0), -1.0);
/// ```
#[inline]
#[must_use]
pub fn copysign<T: Real>(x: T, z: T, y_bar: T) -> T {
    let x_bar = if x.is_sign_negative() == z.is_sign_negative() { y_bar } else { -y_bar };
    unless_nan(x, x_bar)
}

/// `y = x % z`: `z̄ = −trunc(x / z) · ȳ`; `x̄ = ȳ`.
///
/// ```
/// assert_eq!(chainrule::rules::rem_divisor(-7.0, 2.0, 1.0), 3.0);
/// ```
#[inline]
#[must_use]
pub fn rem_divisor<T: Real>(x: T, z: T, y_bar: T) -> T {
    -((x / z).trunc() * y_bar)
}

/// `y = x.rem_euclid(z)`: `z̄ = −x.div_euclid(z) · ȳ`; `x̄ = ȳ`.
///
/// ```
/// assert_eq!(chainrule::rules::rem_euclid_divisor(-7.0, 2.0, 1.0), 4.0);
/// ```
#[inline]
#[must_use]
pub fn rem_euclid_divisor<T: Real>(x: T, z: T, y_bar: T) -> T {
    -(Real::div_euclid(x, z) * y_bar)
}

/// The cotangent for the first argument or for the second.
#[inline]
fn one_of<T: Real>(first: bool, y_bar: T) -> (T, T) {
    if first { (y_bar, T::zero()) } else { (T::zero(), y_bar) }
}

/// The cotangent `x_bar`, and NaN where `x` is.
#[inline]
fn unless_nan<T: Real>(x: T, x_bar: T) -> T {
    if x.is_nan() { x } else { x_bar }
}
