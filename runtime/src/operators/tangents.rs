//! Sums of tangents in derivatives of derivatives, for the types that `#[derive(Differentiable)]` writes.

use crate::tangent::Tangent;

/// The highest tangent of a sum.
#[doc(hidden)]
#[must_use]
pub fn sum_of_tangents<T: Tangent, const N: usize>(own: [T; N], other: [T; N]) -> T {
    let (Some(mut sum), Some(other)) = (own.into_iter().last(), other.into_iter().last()) else {
        unreachable!("bug in chainrule: an operand without a tangent")
    };
    sum.accumulate(other);
    sum
}

/// Its cotangents: the seed for the highest tangents, zero for the rest.
#[doc(hidden)]
#[must_use]
pub fn sum_of_tangents_reverse<T: Tangent, const N: usize>(own: &T, seed: T) -> (T, T, [T; N], [T; N]) {
    let zero = || own.zero_like();
    let part = |position| if position + 1 == N { seed.clone() } else { zero() };
    (zero(), zero(), core::array::from_fn(part), core::array::from_fn(part))
}
