//! Several quotients of one divisor, which is inverted once.

use super::{div, div_denominator, div_numerator, ln};
use crate::Real;

/// A divisor with its inverse.
///
/// Where either is subnormal, zero, infinite or NaN, the rules divide after all: a product would lose digits.
#[derive(Clone, Copy, Debug)]
pub struct Inverse<T> {
    divisor: T,
    factor: T,
    is_normal: bool,
}

/// The inverse of `divisor`, for the rules that divide by it.
///
/// ```
/// use chainrule::rules::{div, div_by, inverse};
/// assert_eq!(div_by(inverse(4.0), 3.0, 1.0), div(4.0, 3.0, 1.0));
/// assert_eq!(div_by(inverse(1e-310), 3.0, 1e-310), div(1e-310, 3.0, 1e-310));
/// ```
#[inline]
#[must_use]
pub fn inverse<T: Real>(divisor: T) -> Inverse<T> {
    let size = divisor.abs();
    let least = T::min_positive_value();
    Inverse { divisor, factor: T::one() / divisor, is_normal: size >= least && size <= T::one() / least }
}

impl<T: Real> Inverse<T> {
    /// `y_bar / divisor`, where that is a number.
    #[inline]
    fn times(self, y_bar: T) -> Option<T> {
        (self.is_normal && !y_bar.is_zero()).then(|| y_bar * self.factor)
    }
}

/// [`div`] by the divisor of an [`Inverse`].
///
/// ```
/// use chainrule::rules::{div_by, inverse};
/// assert_eq!(div_by(inverse(2.0), 3.0, 1.0), (0.5, -1.5)); // y = 6 / 2
/// ```
#[inline]
#[must_use]
pub fn div_by<T: Real>(z: Inverse<T>, y: T, y_bar: T) -> (T, T) {
    match z.times(y_bar) {
        Some(x_bar) => (x_bar, -(x_bar * y)),
        None => div(z.divisor, y, y_bar),
    }
}

/// [`div_numerator`] by the divisor of an [`Inverse`].
///
/// ```
/// use chainrule::rules::{div_numerator_by, inverse};
/// assert_eq!(div_numerator_by(inverse(2.0), 1.0), 0.5);
/// ```
#[inline]
#[must_use]
pub fn div_numerator_by<T: Real>(z: Inverse<T>, y_bar: T) -> T {
    z.times(y_bar).unwrap_or_else(|| div_numerator(z.divisor, y_bar))
}

/// [`div_denominator`] by the divisor of an [`Inverse`].
///
/// ```
/// use chainrule::rules::{div_denominator_by, inverse};
/// assert_eq!(div_denominator_by(inverse(2.0), 3.0, 1.0), -1.5); // y = 6 / 2
/// ```
#[inline]
#[must_use]
pub fn div_denominator_by<T: Real>(z: Inverse<T>, y: T, y_bar: T) -> T {
    match z.times(y_bar) {
        Some(x_bar) => -(x_bar * y),
        None => div_denominator(z.divisor, y, y_bar),
    }
}

/// [`ln`] of the divisor of an [`Inverse`].
///
/// ```
/// use chainrule::rules::{inverse, ln_by};
/// assert_eq!(ln_by(inverse(2.0), 1.0), 0.5);
/// assert!(ln_by(inverse(-2.0_f64), 1.0).is_nan());
/// ```
#[inline]
#[must_use]
pub fn ln_by<T: Real>(x: Inverse<T>, y_bar: T) -> T {
    match x.times(y_bar) {
        Some(x_bar) if x.divisor > T::zero() => x_bar,
        _ => ln(x.divisor, y_bar),
    }
}
