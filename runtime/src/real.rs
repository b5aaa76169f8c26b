//! The scalars: floats with rules.

use core::fmt;
use core::iter::{Product, Sum};
use core::ops::{AddAssign, DivAssign, MulAssign, RemAssign, SubAssign};

use num_traits::Float;

use crate::blank::Blank;
use crate::differentiable::Differentiable;
use crate::operators::{
    AddLevel, AddRule, AddTangents, DivLevel, DivRule, DivTangents, MulLevel, MulRule, MulTangents, NegLevel, NegRule,
    NegTangents, RemLevel, RemRule, RemTangents, SubLevel, SubRule, SubTangents,
};
use crate::sweep::NoSeed;
use crate::tangent::Tangent;
use crate::tape::Record;

/// The operators in derivatives of second and third order.
pub trait SecondAndThird:
    Sized
    + AddLevel<1, Self>
    + AddLevel<3, Self>
    + AddTangents<3, Self>
    + AddTangents<7, Self>
    + SubLevel<1, Self>
    + SubLevel<3, Self>
    + SubTangents<3, Self>
    + SubTangents<7, Self>
    + MulLevel<1, Self>
    + MulLevel<3, Self>
    + MulTangents<3, Self>
    + MulTangents<7, Self>
    + DivLevel<1, Self>
    + DivLevel<3, Self>
    + DivTangents<3, Self>
    + DivTangents<7, Self>
    + RemLevel<1, Self>
    + RemLevel<3, Self>
    + RemTangents<3, Self>
    + RemTangents<7, Self>
    + NegLevel<1>
    + NegLevel<3>
    + NegTangents<3>
    + NegTangents<7>
{
}

impl SecondAndThird for f32 {}
impl SecondAndThird for f64 {}

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
    + SecondAndThird
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
