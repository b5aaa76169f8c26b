//! What generated code says about a parameter at compile time: active or not.

use crate::forward::{DotIf, NoDot};
use crate::tangent::Tangent;

/// The caller wants the derivative with respect to this argument.
#[derive(Clone, Copy, Debug)]
pub struct Active;

/// The caller holds this argument constant: its shadow is a dummy, and nothing is added to it.
#[derive(Clone, Copy, Debug)]
pub struct Inactive;

/// [`Active`] or [`Inactive`]; a `bool` where types cannot tell.
pub trait Activity: Copy {
    /// Whether the derivative is wanted.
    fn is_active(self) -> bool;
}

impl Activity for Active {
    #[inline]
    fn is_active(self) -> bool {
        true
    }
}

impl Activity for Inactive {
    #[inline]
    fn is_active(self) -> bool {
        false
    }
}

impl Activity for bool {
    #[inline]
    fn is_active(self) -> bool {
        self
    }
}

/// The cotangent of a parameter that the called function holds constant.
///
/// It is no [`Cotangent`] of anything, so that an active argument in that place does not compile.
#[derive(Clone, Copy, Debug)]
pub struct HeldConstant;

/// A cotangent that may be added to an adjoint of type `T`: every tangent is one of its own type.
///
/// The implementations name their types one by one. A blanket one would let the compiler look for
/// the fault of [`HeldConstant`] in the wrong place.
#[diagnostic::on_unimplemented(
    message = "an active value is passed to a parameter that the called function holds constant",
    note = "its derivative would be cut in silence",
    note = "write `stop_gradient(..)` around the argument if that is meant"
)]
pub trait Cotangent<T>: Sized {
    /// The cotangent as an adjoint.
    fn into_adjoint(self) -> T;
}

/// What may be added to an adjoint of type `T`: every tangent to one of its own type, and any to `()`, the adjoint of a
/// `#[constant]` field, where it ends.
#[diagnostic::on_unimplemented(
    message = "an active value is passed to a parameter that the called function holds constant",
    note = "its derivative would be cut in silence",
    note = "write `stop_gradient(..)` around the argument if that is meant"
)]
pub trait Contribution<T>: Sized {
    /// Adds it.
    fn add_to(self, bar: &mut T);
}

impl Contribution<()> for () {
    #[inline]
    fn add_to(self, _bar: &mut ()) {}
}

impl Contribution<()> for HeldConstant {
    #[inline]
    fn add_to(self, _bar: &mut ()) {}
}

/// The tangent of a field, as one of type `T`: that of a `#[constant]` field is `()`, and stands for zero.
#[diagnostic::on_unimplemented(message = "the tangent of this field is a `{Self}`, where a `{T}` is needed")]
pub trait FieldDot<T>: Sized {
    /// What a change gives: nothing where there is no tangent.
    type Given<R>;

    /// Changes the tangent, where there is one.
    fn change<R>(&mut self, change: impl FnOnce(&mut T) -> R) -> Self::Given<R>;

    /// The tangent, where there is one.
    fn given(self) -> Option<T>;

    /// The tangent, or `zero`.
    #[inline]
    fn into_dot(self, zero: impl FnOnce() -> T) -> T {
        self.given().unwrap_or_else(zero)
    }

    /// The tangent of the field where it is `zero`.
    fn of_zero(zero: impl FnOnce() -> T) -> Self;
}

impl<T: Tangent> FieldDot<T> for T {
    type Given<R> = R;

    #[inline]
    fn change<R>(&mut self, change: impl FnOnce(&mut T) -> R) -> R {
        change(self)
    }

    #[inline]
    fn given(self) -> Option<T> {
        Some(self)
    }

    #[inline]
    fn of_zero(zero: impl FnOnce() -> T) -> T {
        zero()
    }
}

impl<T: Tangent> FieldDot<T> for NoDot {
    type Given<R> = ();

    #[inline]
    fn change<R>(&mut self, _change: impl FnOnce(&mut T) -> R) {}

    #[inline]
    fn given(self) -> Option<T> {
        None
    }

    #[inline]
    fn of_zero(_zero: impl FnOnce() -> T) -> NoDot {
        NoDot
    }
}

impl<T: Tangent, F: FieldDot<T>> FieldDot<T> for DotIf<F> {
    type Given<R> = Option<F::Given<R>>;

    #[inline]
    fn change<R>(&mut self, change: impl FnOnce(&mut T) -> R) -> Self::Given<R> {
        self.0.as_mut().map(|dot| dot.change(change))
    }

    #[inline]
    fn given(self) -> Option<T> {
        self.0.and_then(F::given)
    }

    #[inline]
    fn of_zero(_zero: impl FnOnce() -> T) -> Self {
        DotIf(None)
    }
}

/// Implements [`Cotangent`] of itself and [`Contribution`] for a type.
macro_rules! cotangent {
    ([] ()) => {
        impl $crate::activity::Cotangent<()> for () {
            #[inline]
            fn into_adjoint(self) -> Self {}
        }
    };
    ([$($generics:tt)*] $tangent:ty) => {
        impl<$($generics)*> $crate::activity::Contribution<$tangent> for $tangent {
            #[inline]
            #[track_caller]
            fn add_to(self, bar: &mut Self) {
                $crate::Tangent::accumulate(bar, self);
            }
        }

        impl<$($generics)*> $crate::activity::FieldDot<$tangent> for () {
            type Given<R> = ();

            #[inline]
            fn change<R>(&mut self, _change: impl FnOnce(&mut $tangent) -> R) {}

            #[inline]
            fn given(self) -> Option<$tangent> {
                None
            }

            #[inline]
            fn of_zero(_zero: impl FnOnce() -> $tangent) {}
        }

        impl<$($generics)*> $crate::activity::Contribution<()> for $tangent {
            #[inline]
            fn add_to(self, _bar: &mut ()) {}
        }

        impl<$($generics)*> $crate::activity::Cotangent<$tangent> for $tangent {
            #[inline]
            fn into_adjoint(self) -> Self {
                self
            }
        }
    };
}

pub(crate) use cotangent;
