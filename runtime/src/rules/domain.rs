//! What a rule does at the edge of the domain of its function.

use crate::Real;

/// `x`, and NaN where it is negative: below its domain a function is NaN, and so is its slope.
#[inline]
pub(super) fn nonnegative<T: Real>(x: T) -> T {
    if x < T::zero() { T::nan() } else { unsigned_zero(x) }
}

/// `x`, and 0 where it is −0, so that a pole there is the one on the side of the domain.
#[inline]
pub(super) fn unsigned_zero<T: Real>(x: T) -> T {
    x + T::zero()
}
