//! The steps of a reverse sweep that are more than one assignment.

use crate::activity::{Activity, Inactive};
use crate::tangent::Tangent;

/// Whether the shadow beside this marker is wanted.
#[inline]
#[must_use]
pub const fn is_active<A: Activity>(_marker: A) -> bool {
    A::ACTIVE
}

/// The type of what a differentiated function returns: callers name it without knowing it.
pub trait Signature {
    /// The type of the result.
    type Output;
}

/// Marks the shadow of a parameter that the called function holds constant: none may be passed.
#[diagnostic::on_unimplemented(
    message = "an active value is passed to a parameter that the called function holds constant",
    note = "its derivative would be cut in silence",
    note = "write `stop_gradient(..)` around the argument if that is meant"
)]
pub trait HeldShadow {}

impl HeldShadow for Inactive {}

/// The adjoint of a result that the caller does not use.
#[diagnostic::on_unimplemented(
    message = "the result of this call carries a derivative that is not used",
    note = "bind the result by `let`, and use it"
)]
pub trait NoSeed {
    /// Zero.
    fn no_seed() -> Self;
}

macro_rules! no_seed {
    ($($ty:ty = $zero:expr),*) => {$(
        impl NoSeed for $ty {
            #[inline]
            fn no_seed() -> Self {
                $zero
            }
        }
    )*};
}

no_seed!(() = (), f64 = 0.0, f32 = 0.0);

impl<T: NoSeed, const N: usize> NoSeed for [T; N] {
    #[inline]
    fn no_seed() -> Self {
        core::array::from_fn(|_| T::no_seed())
    }
}

impl<A: NoSeed, B: NoSeed> NoSeed for (A, B) {
    #[inline]
    fn no_seed() -> Self {
        (A::no_seed(), B::no_seed())
    }
}

/// The adjoint of a result that the caller does not use.
#[inline]
#[must_use]
pub fn no_seed<T: NoSeed>() -> T {
    T::no_seed()
}

/// Never called: stands for a value of which only the type matters.
///
/// # Panics
///
/// Always.
#[must_use]
pub fn absent<T>() -> T {
    unreachable!("bug in chainrule: a witness of a type was evaluated")
}

/// Never called: an item of `iterator`, of which only the type matters.
///
/// # Panics
///
/// Always.
#[must_use]
pub fn item<I: IntoIterator>(_iterator: I) -> I::Item {
    absent()
}

/// The sum of adjoints: that of a value which stands in every element.
#[inline]
#[must_use]
pub fn sum<T: Tangent>(bars: &[T], zero: T) -> T {
    bars.iter().fold(zero, |mut sum, bar| {
        sum.accumulate(bar.clone());
        sum
    })
}
