//! The trigonometric and hyperbolic functions and their inverses.

use super::domain::nonnegative;
use super::strong::{strong_product, strong_quotient};
use crate::Real;

/// `y = tan x`: `x̄ = (1 + y²) ȳ`.
///
/// ```
/// assert_eq!(chainrule::rules::tan(2.0, 1.0), 5.0); // y = 2
/// ```
#[inline]
#[must_use]
pub fn tan<T: Real>(y: T, y_bar: T) -> T {
    (T::one() + y * y) * y_bar
}

/// `y = asin x`: `x̄ = ȳ / √((1 − x)(1 + x))`; infinite at ±1.
///
/// The form `√(1 − x²)` loses half of the digits near ±1.
///
/// ```
/// assert_eq!(chainrule::rules::asin(0.0, 1.0), 1.0);
/// ```
#[inline]
#[must_use]
pub fn asin<T: Real>(x: T, y_bar: T) -> T {
    strong_quotient(y_bar, ((T::one() - x) * (T::one() + x)).sqrt())
}

/// `y = acos x`: `x̄ = −ȳ / √((1 − x)(1 + x))`; infinite at ±1.
///
/// ```
/// assert_eq!(chainrule::rules::acos(0.0, 1.0), -1.0);
/// ```
#[inline]
#[must_use]
pub fn acos<T: Real>(x: T, y_bar: T) -> T {
    -asin(x, y_bar)
}

/// `y = atan x`: `x̄ = ȳ / (1 + x²)`.
///
/// ```
/// assert_eq!(chainrule::rules::atan(1.0, 1.0), 0.5);
/// ```
#[inline]
#[must_use]
pub fn atan<T: Real>(x: T, y_bar: T) -> T {
    y_bar / (T::one() + x * x)
}

/// `y = x.atan2(z)`: `x̄ = z / r² · ȳ`, `z̄ = −x / r² · ȳ`, where `r² = x² + z²`; 0 at the origin.
///
/// ```
/// assert_eq!(chainrule::rules::atan2(0.0, 2.0, 1.0), (0.5, 0.0));
/// ```
#[inline]
#[must_use]
pub fn atan2<T: Real>(x: T, z: T, y_bar: T) -> (T, T) {
    let r = x.hypot(z);
    if r == T::zero() {
        return (T::zero(), T::zero());
    }
    (strong_product(y_bar, z / r / r), -strong_product(y_bar, x / r / r))
}

/// `y = tanh x`: `x̄ = ȳ / cosh² x`.
///
/// The form `1 − y²` has no correct digit left at x = 20.
///
/// ```
/// assert_eq!(chainrule::rules::tanh(0.0, 1.0), 1.0);
/// ```
#[inline]
#[must_use]
pub fn tanh<T: Real>(x: T, y_bar: T) -> T {
    let sech = x.cosh().recip();
    sech * sech * y_bar
}

/// `y = tanh x`, where `y` is known: `x̄ = ȳ (1 − y²)`, but for large `x`, where that has no correct digit left.
///
/// ```
/// assert_eq!(chainrule::rules::tanh_of(0.0, 0.0, 1.0), 1.0);
/// ```
#[inline]
#[must_use]
pub fn tanh_of<T: Real>(x: T, y: T, y_bar: T) -> T {
    let slope = T::one() - y * y;
    if slope > T::constant(0.25) { slope * y_bar } else { tanh(x, y_bar) }
}

/// `y = asinh x`: `x̄ = ȳ / √(1 + x²)`.
///
/// ```
/// assert_eq!(chainrule::rules::asinh(0.0, 1.0), 1.0);
/// ```
#[inline]
#[must_use]
pub fn asinh<T: Real>(x: T, y_bar: T) -> T {
    y_bar / x.hypot(T::one())
}

/// `y = acosh x`: `x̄ = ȳ / (√(x − 1) √(x + 1))`; infinite at 1.
///
/// The form `√(x² − 1)` loses half of the digits near 1.
///
/// ```
/// assert_eq!(chainrule::rules::acosh(1.25, 3.0), 4.0);
/// ```
#[inline]
#[must_use]
pub fn acosh<T: Real>(x: T, y_bar: T) -> T {
    strong_quotient(y_bar, (x - T::one()).sqrt() * (x + T::one()).sqrt())
}

/// `y = atanh x`: `x̄ = ȳ / ((1 − x)(1 + x))`; infinite at ±1.
///
/// ```
/// assert_eq!(chainrule::rules::atanh(0.5, 3.0), 4.0);
/// ```
#[inline]
#[must_use]
pub fn atanh<T: Real>(x: T, y_bar: T) -> T {
    strong_quotient(y_bar, nonnegative((T::one() - x) * (T::one() + x)))
}
