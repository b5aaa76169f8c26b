//! The scalars: floats with rules.

use core::fmt;
use core::iter::{Product, Sum};
use core::ops::{AddAssign, DivAssign, MulAssign, RemAssign, SubAssign};

use num_traits::Float;

use crate::blank::Blank;
use crate::differentiable::Differentiable;
use crate::operators::{AddRule, DivRule, MulRule, NegRule, RemRule, SubRule};
use crate::sweep::NoSeed;
use crate::tangent::Tangent;
use crate::tape::Record;

/// A float with rules: `f32` or `f64`, and the bound of a generic scalar.
///
/// ```
/// use chainrule::Real;
///
/// fn logistic<T: Real>(x: T) -> T {
///     T::one() / (T::one() + (-x).exp())
/// }
///
/// assert_eq!(logistic(0.0_f32), 0.5);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a scalar with derivatives",
    note = "`f32` and `f64` are; for a generic scalar, write the bound `T: chainrule::Real`"
)]
pub trait Real:
    Float
    + Differentiable<Tangent = Self, Shadow = Self>
    + Tangent
    + Record
    + NoSeed
    + Blank
    + AddRule<Self>
    + SubRule<Self>
    + MulRule<Self>
    + DivRule<Self>
    + RemRule<Self>
    + NegRule
    + AddAssign
    + SubAssign
    + MulAssign
    + DivAssign
    + RemAssign
    + Sum
    + Product
    + for<'a> Sum<&'a Self>
    + for<'a> Product<&'a Self>
    + fmt::Debug
    + fmt::Display
    + Default
    + 'static
{
    /// The number nearest to `value`.
    ///
    /// ```
    /// assert_eq!(<f32 as chainrule::Real>::constant(0.1), 0.1_f32);
    /// ```
    #[must_use]
    fn constant(value: f64) -> Self;

    /// The same number, in double precision.
    ///
    /// ```
    /// assert_eq!(chainrule::Real::into_f64(0.5_f32), 0.5);
    /// ```
    #[must_use]
    fn into_f64(self) -> f64;

    /// The quotient of the division whose remainder is [`rem_euclid`](Self::rem_euclid).
    ///
    /// ```
    /// assert_eq!(chainrule::Real::div_euclid(-7.0, 3.0), -3.0);
    /// ```
    #[inline]
    #[must_use]
    fn div_euclid(self, divisor: Self) -> Self {
        let quotient = (self / divisor).trunc();
        if self % divisor < Self::zero() { quotient - divisor.signum() } else { quotient }
    }

    /// The least nonnegative remainder of `self` by `divisor`.
    ///
    /// ```
    /// assert_eq!(chainrule::Real::rem_euclid(-7.0, 3.0), 2.0);
    /// ```
    #[inline]
    #[must_use]
    fn rem_euclid(self, divisor: Self) -> Self {
        let remainder = self % divisor;
        if remainder < Self::zero() { remainder + divisor.abs() } else { remainder }
    }
}

impl Real for f32 {
    #[inline]
    #[allow(clippy::cast_possible_truncation, reason = "the nearest number is wanted")]
    fn constant(value: f64) -> Self {
        value as f32
    }

    #[inline]
    fn into_f64(self) -> f64 {
        f64::from(self)
    }
}

impl Real for f64 {
    #[inline]
    fn constant(value: f64) -> Self {
        value
    }

    #[inline]
    fn into_f64(self) -> f64 {
        self
    }
}
