//! Product and quotient in which an exact zero wins over an infinity and over NaN.
//!
//! They are primitives of their own. The branch on zero says nothing about their derivatives: the
//! slope of `strong_product(a, b)` is `b` with respect to `a`, also where `a` is 0.

use crate::Real;

/// `a · b`, and 0 where `a` is exactly 0, whatever `b` is.
///
/// Its partial derivatives are `b` and `a`, multiplied in the same way.
///
/// ```
/// use chainrule::rules::strong_product;
///
/// assert_eq!(strong_product(0.0, f64::INFINITY), 0.0);
/// assert_eq!(strong_product(2.0, f64::INFINITY), f64::INFINITY);
/// ```
#[inline]
#[must_use]
pub fn strong_product<T: Real>(a: T, b: T) -> T {
    if a.is_zero() { T::zero() } else { a * b }
}

/// `a / b`, and 0 where `a` is exactly 0, whatever `b` is.
///
/// Its partial derivatives are those of the quotient, with strong zeros again: the rule of `/` is
/// also the rule of this.
///
/// ```
/// use chainrule::rules::strong_quotient;
///
/// assert_eq!(strong_quotient(0.0, 0.0), 0.0);
/// assert_eq!(strong_quotient(2.0, 0.0), f64::INFINITY);
/// ```
#[inline]
#[must_use]
pub fn strong_quotient<T: Real>(a: T, b: T) -> T {
    if a.is_zero() { T::zero() } else { a / b }
}
