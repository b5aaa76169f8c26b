//! Slopes that would lose their digits if the next derivative were taken of their formula: they have rules of their own.

use crate::Real;

/// `(1 − x)(1 + x)`, whose derivative is `−2x`.
///
/// ```
/// assert_eq!(chainrule::rules::one_minus_square(0.5), 0.75);
/// ```
#[inline]
#[must_use]
pub fn one_minus_square<T: Real>(x: T) -> T {
    (T::one() - x) * (T::one() + x)
}

/// `1 / cosh² x`, the derivative of `tanh x`; its own derivative is `−2 tanh x / cosh² x`.
///
/// ```
/// assert_eq!(chainrule::rules::tanh_slope(0.0), 1.0);
/// ```
#[inline]
#[must_use]
pub fn tanh_slope<T: Real>(x: T) -> T {
    let sech = x.cosh().recip();
    sech * sech
}
