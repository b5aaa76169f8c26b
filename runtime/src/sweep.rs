//! The steps of a reverse sweep that are more than one assignment.

use alloc::vec::Vec;

use crate::activity::{Activity, Inactive};
use crate::differentiable::Differentiable;
use crate::real::Real;
use crate::tangent::Tangent;

/// Whether the shadow beside this marker is wanted.
#[inline]
#[must_use]
pub fn is_active<A: Activity>(marker: A) -> bool {
    marker.is_active()
}

/// Marks the shadow of a parameter that the called function holds constant: none may be passed.
#[diagnostic::on_unimplemented(
    message = "an active value is passed to a parameter that the called function holds constant",
    note = "its derivative would be cut in silence",
    note = "write `stop_gradient(..)` around the argument if that is meant"
)]
pub trait HeldShadow {}

impl HeldShadow for Inactive {}

/// Asked of the tape by the forward sweep of a function that has no reverse sweep: no tape is one.
#[diagnostic::on_unimplemented(
    message = "the called function has a rule of forward mode only (`jvp = …`)",
    label = "it is called with a differentiated value, in reverse mode",
    note = "give it a rule of reverse mode too: `vjp = path::to::function`, or make the argument constant: \
            `stop_gradient(..)`"
)]
pub trait ReverseMode {}

/// Asked of the tape by a function that is differentiated once, where a second derivative needs it: no tape is one.
#[diagnostic::on_unimplemented(
    message = "the called function is differentiated once only",
    label = "a second derivative is taken of what calls it",
    note = "put `order = 2` into its attribute: `#[differentiate(order = 2)]`",
    note = "a companion of a method `m` has less: `jvp_m` one order less than `m`, `grad_m` and `value_and_grad_m` order 1"
)]
pub trait SecondOrder {}

/// The same of the methods of tangents, which are differentiated twice.
#[diagnostic::on_unimplemented(
    message = "methods of tangents have no derivatives above the second",
    label = "a third derivative is taken of what calls it",
    note = "write the formula field by field: `p.w -= rate * g.w`, or leave the order of the caller at 2"
)]
pub trait ThirdOrder {}

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

/// A tangent of passive values alone: nobody reads one.
#[diagnostic::on_unimplemented(
    message = "the result of this call carries a derivative that is not used",
    note = "bind the result by `let`, and use it"
)]
pub trait Empty {}

impl Empty for () {}
impl<T: Empty> Empty for Vec<T> {}
impl<T: Empty> Empty for Option<T> {}
impl<T: Empty, E: Empty> Empty for Result<T, E> {}
impl<T: Empty, const N: usize> Empty for [T; N] {}
impl<A: Empty, B: Empty> Empty for (A, B) {}
impl<A: Empty, B: Empty, C: Empty> Empty for (A, B, C) {}

impl<T: Empty> NoSeed for Vec<T> {
    #[inline]
    fn no_seed() -> Self {
        Vec::new()
    }
}

// Where there is no value, nobody reads its adjoint: the one that fits a value fits always.
impl<T: NoSeed> NoSeed for Option<T> {
    #[inline]
    fn no_seed() -> Self {
        Some(T::no_seed())
    }
}

impl<T: NoSeed> NoSeed for Result<T, ()> {
    #[inline]
    fn no_seed() -> Self {
        Ok(T::no_seed())
    }
}

macro_rules! no_seeds {
    ($($part:ident)*) => {
        impl<$($part: NoSeed),*> NoSeed for ($($part,)*) {
            #[inline]
            fn no_seed() -> Self {
                ($($part::no_seed(),)*)
            }
        }
    };
}

no_seeds!(A);
no_seeds!(A B);
no_seeds!(A B C);
no_seeds!(A B C D);
no_seeds!(A B C D E);
no_seeds!(A B C D E F);

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

/// Never called: a value of the type of a handle.
///
/// # Panics
///
/// Always.
#[must_use]
pub fn absent_at<T>(_site: &crate::Site<T>) -> T {
    absent()
}

/// Never called: a value of the type of another, which stays where it is.
///
/// # Panics
///
/// Always.
#[must_use]
pub fn like<T>(_: &T) -> T {
    absent()
}

/// Never called: a reference to a value of which only the type matters.
///
/// # Panics
///
/// Always.
#[must_use]
pub fn lasting<'v, T>(_value: T) -> &'v T {
    absent()
}

/// Never called: two values of one type.
///
/// # Panics
///
/// Always.
#[must_use]
pub fn either<T>(_one: T, _other: T) -> T {
    absent()
}

/// A value that may be cast to a float: of a float the adjoint goes on, of an integer there is none.
pub trait CastRule: Differentiable + Sized {
    /// The cotangent of the value before the cast.
    fn cast_reverse<T: Real>(&self, seed: T) -> Self::Tangent;

    /// The tangent of the value after the cast.
    fn cast_tangent<T: Real>(&self, dot: Self::Tangent) -> T;
}

macro_rules! cast_rule {
    ($($float:ty)*; $($integer:ty)*) => {
        $(impl CastRule for $float {
            #[inline]
            fn cast_reverse<T: Real>(&self, seed: T) -> $float {
                crate::rules::cast(self, seed)
            }

            #[inline]
            fn cast_tangent<T: Real>(&self, dot: $float) -> T {
                T::constant(dot.into_f64())
            }
        })*
        $(impl CastRule for $integer {
            #[inline]
            fn cast_reverse<T: Real>(&self, _seed: T) {}

            #[inline]
            fn cast_tangent<T: Real>(&self, _dot: ()) -> T {
                T::zero()
            }
        })*
    };
}

cast_rule!(f64 f32; () i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize bool char);

/// The cotangent of a value of unknown type before a cast to a float.
#[inline]
pub fn cast_reverse<S: CastRule, T: Real>(value: &S, seed: T) -> S::Tangent {
    value.cast_reverse(seed)
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
