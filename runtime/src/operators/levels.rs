//! Operators of types that only the compiler knows, in derivatives of derivatives.
//!
//! Where forward mode was applied `k` times, an operand has `N = 2ᵏ − 1` tangents: the bits of a position in their list,
//! counted from one, say which of the directions take part. An operator then gives the highest of the tangents of its
//! result; those below are given by itself at the levels below.

mod jet;

use core::ops::Neg;

use super::assign::{AddAssignRule, DivAssignRule, MulAssignRule, RemAssignRule, SubAssignRule};
use super::{AddRule, DivRule, MulRule, NegRule, RemRule, SubRule};
use crate::activity::FieldDot;
use crate::differentiable::Differentiable;
use crate::lanes::Lanes;
use crate::real::Real;
use crate::taylor::Taylor;

/// The tangent of an operand that is used again.
#[doc(hidden)]
#[inline]
#[must_use]
pub fn dot_again<V: Differentiable, F: FieldDot<V::Tangent> + Clone>(value: &V, dot: &F) -> V::Tangent {
    dot.clone().into_dot(|| value.zero_tangent())
}

/// Declares the traits of an operator of two operands, and what generated code calls.
macro_rules! levels {
    ($Level:ident $Tangents:ident $Rule:ident $reverse:ident $tangents:ident ($($Output:tt)*) $message:literal $formula:literal) => {
        #[doc = concat!("The reverse rule of the highest tangent of ", $formula, ", where each operand has `N` tangents.")]
        #[diagnostic::on_unimplemented(
            message = $message,
            note = "put the order on the operator's `impl`: `#[differentiate(order = 2)]`, or higher"
        )]
        pub trait $Level<const N: usize, Rhs: Differentiable = Self>: $Rule<Rhs> {
            /// The cotangents of both operands and of their tangents.
            #[allow(clippy::type_complexity, reason = "the cotangents of all operands")]
            fn reverse(
                self_: &Self,
                rhs: &Rhs,
                self_dots: [Self::Tangent; N],
                rhs_dots: [Rhs::Tangent; N],
                seed: <$($Output)* as Differentiable>::Tangent,
            ) -> (Self::Tangent, Rhs::Tangent, [Self::Tangent; N], [Rhs::Tangent; N]);
        }

        #[doc = concat!("The highest tangent of ", $formula, ", where each operand has `N` tangents.")]
        #[diagnostic::on_unimplemented(
            message = $message,
            note = "put the order on the operator's `impl`: `#[differentiate(order = 2)]`, or higher"
        )]
        pub trait $Tangents<const N: usize, Rhs: Differentiable = Self>: $Rule<Rhs> {
            /// The tangent.
            fn tangent(
                self_: &Self,
                rhs: &Rhs,
                self_dots: [Self::Tangent; N],
                rhs_dots: [Rhs::Tangent; N],
            ) -> <$($Output)* as Differentiable>::Tangent;
        }

        #[doc = concat!("The highest tangent of ", $formula, ".")]
        #[doc(hidden)]
        #[inline]
        #[must_use]
        pub fn $tangents<const N: usize, Own: $Tangents<N, B>, B: Differentiable>(
            a: &Own,
            b: &B,
            a_dots: [Own::Tangent; N],
            b_dots: [B::Tangent; N],
        ) -> <levels!(@output Own $($Output)*) as Differentiable>::Tangent {
            $Tangents::tangent(a, b, a_dots, b_dots)
        }

        #[doc = concat!("The cotangents in the highest tangent of ", $formula, ".")]
        #[doc(hidden)]
        #[inline]
        #[must_use]
        #[allow(clippy::type_complexity, reason = "the cotangents of all operands")]
        pub fn $reverse<const N: usize, Own: $Level<N, B>, B: Differentiable>(
            a: &Own,
            b: &B,
            a_dots: [Own::Tangent; N],
            b_dots: [B::Tangent; N],
            seed: <levels!(@output Own $($Output)*) as Differentiable>::Tangent,
        ) -> (Own::Tangent, B::Tangent, [Own::Tangent; N], [B::Tangent; N]) {
            $Level::reverse(a, b, a_dots, b_dots, seed)
        }
    };
    (@output $Own:ident Self::Output) => { $Own::Output };
    (@output $Own:ident Self) => { $Own };
}

levels!(AddLevel AddTangents AddRule add_tangents_reverse add_tangents (Self::Output)
    "`{Self} + {Rhs}` has no derivative of this order" "`a + b`");
levels!(SubLevel SubTangents SubRule sub_tangents_reverse sub_tangents (Self::Output)
    "`{Self} - {Rhs}` has no derivative of this order" "`a - b`");
levels!(MulLevel MulTangents MulRule mul_tangents_reverse mul_tangents (Self::Output)
    "`{Self} * {Rhs}` has no derivative of this order" "`a * b`");
levels!(DivLevel DivTangents DivRule div_tangents_reverse div_tangents (Self::Output)
    "`{Self} / {Rhs}` has no derivative of this order" "`a / b`");
levels!(RemLevel RemTangents RemRule rem_tangents_reverse rem_tangents (Self::Output)
    "`{Self} % {Rhs}` has no derivative of this order" "`a % b`");
levels!(AddAssignLevel AddAssignTangents AddAssignRule add_assigned_tangents_reverse add_assigned_tangents (Self)
    "`{Self} += {Rhs}` has no derivative of this order" "`a` after `a += b`");
levels!(SubAssignLevel SubAssignTangents SubAssignRule sub_assigned_tangents_reverse sub_assigned_tangents (Self)
    "`{Self} -= {Rhs}` has no derivative of this order" "`a` after `a -= b`");
levels!(MulAssignLevel MulAssignTangents MulAssignRule mul_assigned_tangents_reverse mul_assigned_tangents (Self)
    "`{Self} *= {Rhs}` has no derivative of this order" "`a` after `a *= b`");
levels!(DivAssignLevel DivAssignTangents DivAssignRule div_assigned_tangents_reverse div_assigned_tangents (Self)
    "`{Self} /= {Rhs}` has no derivative of this order" "`a` after `a /= b`");
levels!(RemAssignLevel RemAssignTangents RemAssignRule rem_assigned_tangents_reverse rem_assigned_tangents (Self)
    "`{Self} %= {Rhs}` has no derivative of this order" "`a` after `a %= b`");

/// The tangent of the left operand after a compound operator, by value.
macro_rules! assigned {
    ($($name:ident $Rule:ident $formula:literal;)*) => {$(
        #[doc = concat!("The tangent of `a` after ", $formula, ".")]
        #[doc(hidden)]
        #[inline]
        #[must_use]
        pub fn $name<A: $Rule<B>, B: Differentiable, F: FieldDot<A::Tangent>, G: FieldDot<B::Tangent>>(
            a: &A,
            b: &B,
            a_dot: F,
            b_dot: G,
        ) -> A::Tangent {
            let mut dot = a_dot.into_dot(|| a.zero_tangent());
            a.tangent(&mut dot, b, b_dot.into_dot(|| b.zero_tangent()));
            dot
        }
    )*};
}

assigned! {
    add_assigned_tangent AddAssignRule "`a += b`";
    sub_assigned_tangent SubAssignRule "`a -= b`";
    mul_assigned_tangent MulAssignRule "`a *= b`";
    div_assigned_tangent DivAssignRule "`a /= b`";
    rem_assigned_tangent RemAssignRule "`a %= b`";
}

/// The reverse rule of the highest tangent of `-a`, where `a` has `N` tangents.
#[diagnostic::on_unimplemented(
    message = "`-{Self}` has no derivative of this order",
    note = "put the order on the operator's `impl`: `#[differentiate(order = 2)]`, or higher"
)]
pub trait NegLevel<const N: usize>: NegRule {
    /// The cotangents of the operand and of its tangents.
    fn reverse(
        self_: &Self,
        self_dots: [Self::Tangent; N],
        seed: <Self::Output as Differentiable>::Tangent,
    ) -> (Self::Tangent, [Self::Tangent; N]);
}

/// The highest tangent of `-a`, where `a` has `N` tangents.
#[diagnostic::on_unimplemented(
    message = "`-{Self}` has no derivative of this order",
    note = "put the order on the operator's `impl`: `#[differentiate(order = 2)]`, or higher"
)]
pub trait NegTangents<const N: usize>: NegRule {
    /// The tangent.
    fn tangent(self_: &Self, self_dots: [Self::Tangent; N]) -> <Self::Output as Differentiable>::Tangent;
}

/// The highest tangent of `-a`.
#[doc(hidden)]
#[inline]
#[must_use]
pub fn neg_tangents<const N: usize, A: NegTangents<N>>(
    a: &A,
    dots: [A::Tangent; N],
) -> <<A as Neg>::Output as Differentiable>::Tangent {
    NegTangents::tangent(a, dots)
}

/// The cotangents in the highest tangent of `-a`.
#[doc(hidden)]
#[inline]
#[must_use]
pub fn neg_tangents_reverse<const N: usize, A: NegLevel<N>>(
    a: &A,
    dots: [A::Tangent; N],
    seed: <<A as Neg>::Output as Differentiable>::Tangent,
) -> (A::Tangent, [A::Tangent; N]) {
    NegLevel::reverse(a, dots, seed)
}

/// Implements the rules of an operator of scalars.
macro_rules! scalar {
    ([$($generics:tt)*] $scalar:ty, $A:ty, $B:ty; $Level:ident $Tangents:ident $formula:ident) => {
        impl<$($generics)* const N: usize> $Level<N, $B> for $A {
            #[inline]
            fn reverse(
                self_: &Self,
                rhs: &$B,
                self_dots: [$scalar; N],
                rhs_dots: [$scalar; N],
                seed: $scalar,
            ) -> ($scalar, $scalar, [$scalar; N], [$scalar; N]) {
                let (x, z): (&$scalar, &$scalar) = (self_, rhs);
                jet::$formula::reverse(*x, *z, &self_dots, &rhs_dots, seed)
            }
        }

        impl<$($generics)* const N: usize> $Tangents<N, $B> for $A {
            #[inline]
            fn tangent(self_: &Self, rhs: &$B, self_dots: [$scalar; N], rhs_dots: [$scalar; N]) -> $scalar {
                let (x, z): (&$scalar, &$scalar) = (self_, rhs);
                jet::$formula::tangent(*x, *z, &self_dots, &rhs_dots)
            }
        }
    };
    ([$($generics:tt)*] - $scalar:ty, $A:ty) => {
        impl<$($generics)* const N: usize> NegLevel<N> for $A {
            #[inline]
            fn reverse(_: &Self, _: [$scalar; N], seed: $scalar) -> ($scalar, [$scalar; N]) {
                let zero = <$scalar as num_traits::Zero>::zero();
                let mut bars = [zero; N];
                bars[N - 1] = -seed;
                (zero, bars)
            }
        }

        impl<$($generics)* const N: usize> NegTangents<N> for $A {
            #[inline]
            fn tangent(_: &Self, dots: [$scalar; N]) -> $scalar {
                -dots[N - 1]
            }
        }
    };
}

/// Integers have no derivatives.
macro_rules! integer {
    ($integer:ident $Level:ident $Tangents:ident) => {
        integer!(@ $integer, $integer; $Level $Tangents);
        integer!(@ $integer, &$integer; $Level $Tangents);
        integer!(@ &$integer, $integer; $Level $Tangents);
        integer!(@ &$integer, &$integer; $Level $Tangents);
    };
    (assign $integer:ident $Level:ident $Tangents:ident) => {
        integer!(@ $integer, $integer; $Level $Tangents);
        integer!(@ $integer, &$integer; $Level $Tangents);
    };
    (@ $A:ty, $B:ty; $Level:ident $Tangents:ident) => {
        impl<const N: usize> $Level<N, $B> for $A {
            #[inline]
            fn reverse(_: &Self, _: &$B, _: [(); N], _: [(); N], _seed: ()) -> ((), (), [(); N], [(); N]) {
                ((), (), [(); N], [(); N])
            }
        }

        impl<const N: usize> $Tangents<N, $B> for $A {
            #[inline]
            fn tangent(_: &Self, _: &$B, _: [(); N], _: [(); N]) {}
        }
    };
}

macro_rules! floats {
    ($($float:ident)*) => {$(
        floats!(@ $float AddLevel AddTangents AddAssignLevel AddAssignTangents sum);
        floats!(@ $float SubLevel SubTangents SubAssignLevel SubAssignTangents difference);
        floats!(@ $float MulLevel MulTangents MulAssignLevel MulAssignTangents product);
        floats!(@ $float DivLevel DivTangents DivAssignLevel DivAssignTangents quotient);
        floats!(@ $float RemLevel RemTangents RemAssignLevel RemAssignTangents remainder);
        scalar!([] - $float, $float);
        scalar!([] - $float, &$float);
    )*};
    (@ $float:ident $Level:ident $Tangents:ident $AssignLevel:ident $AssignTangents:ident $formula:ident) => {
        scalar!([] $float, $float, $float; $Level $Tangents $formula);
        scalar!([] $float, $float, &$float; $Level $Tangents $formula);
        scalar!([] $float, &$float, $float; $Level $Tangents $formula);
        scalar!([] $float, &$float, &$float; $Level $Tangents $formula);
        scalar!([] $float, $float, $float; $AssignLevel $AssignTangents $formula);
        scalar!([] $float, $float, &$float; $AssignLevel $AssignTangents $formula);
    };
}

macro_rules! series {
    ($($Level:ident $Tangents:ident $formula:ident;)*) => {$(
        scalar!([T: Real, const M: usize,] Taylor<T, M>, Taylor<T, M>, Taylor<T, M>; $Level $Tangents $formula);
        scalar!([const M: usize,] Lanes<M>, Lanes<M>, Lanes<M>; $Level $Tangents $formula);
    )*};
}

series! {
    AddLevel AddTangents sum;
    SubLevel SubTangents difference;
    MulLevel MulTangents product;
    DivLevel DivTangents quotient;
    RemLevel RemTangents remainder;
}
scalar!([T: Real, const M: usize,] - Taylor<T, M>, Taylor<T, M>);
scalar!([const M: usize,] - Lanes<M>, Lanes<M>);

macro_rules! integers {
    ($($integer:ident)*) => {$(
        integer!($integer AddLevel AddTangents);
        integer!($integer SubLevel SubTangents);
        integer!($integer MulLevel MulTangents);
        integer!($integer DivLevel DivTangents);
        integer!($integer RemLevel RemTangents);
        integer!(assign $integer AddAssignLevel AddAssignTangents);
        integer!(assign $integer SubAssignLevel SubAssignTangents);
        integer!(assign $integer MulAssignLevel MulAssignTangents);
        integer!(assign $integer DivAssignLevel DivAssignTangents);
        integer!(assign $integer RemAssignLevel RemAssignTangents);
    )*};
}

macro_rules! signed {
    ($($integer:ident)*) => {$(
        signed!(@ $integer);
        signed!(@ &$integer);
    )*};
    (@ $A:ty) => {
        impl<const N: usize> NegLevel<N> for $A {
            #[inline]
            fn reverse(_: &Self, _: [(); N], _seed: ()) -> ((), [(); N]) {
                ((), [(); N])
            }
        }

        impl<const N: usize> NegTangents<N> for $A {
            #[inline]
            fn tangent(_: &Self, _: [(); N]) {}
        }
    };
}

floats! { f32 f64 }
signed! { i8 i16 i32 i64 i128 isize }
integers! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }

/// What generated code calls.
pub(crate) mod generated {
    pub use super::{
        add_assigned_tangent, add_assigned_tangents, add_assigned_tangents_reverse, add_tangents, add_tangents_reverse,
        div_assigned_tangent, div_assigned_tangents, div_assigned_tangents_reverse, div_tangents, div_tangents_reverse,
        dot_again, mul_assigned_tangent, mul_assigned_tangents, mul_assigned_tangents_reverse, mul_tangents,
        mul_tangents_reverse, neg_tangents, neg_tangents_reverse, rem_assigned_tangent, rem_assigned_tangents,
        rem_assigned_tangents_reverse, rem_tangents, rem_tangents_reverse, sub_assigned_tangent, sub_assigned_tangents,
        sub_assigned_tangents_reverse, sub_tangents, sub_tangents_reverse,
    };
}
