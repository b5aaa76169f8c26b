//! The rules of the operators that change their left operand.
//!
//! The forward sweep keeps what the rule needs just before the operator runs: nothing for `+=` of floats, both operands
//! for types of the user's.

use core::marker::PhantomData;
use core::ops::{AddAssign, DivAssign, MulAssign, RemAssign, SubAssign};

use crate::activity::FieldDot;
use crate::blank::Blank;
use crate::differentiable::Differentiable;
use crate::rules;
use crate::tape::{Record, Tape};

/// Declares the trait of an operator, and what generated code calls.
macro_rules! assign {
    (
        $Rule:ident $Operator:ident $Kept:ident $keep:ident $reverse:ident $tangent:ident $message:literal $formula:literal
        $cotangents:literal
    ) => {
        #[doc = concat!("The reverse rule of ", $formula, ".")]
        ///
        /// ```
        #[doc = concat!("use chainrule::operators::", stringify!($Rule), ";")]
        ///
        /// let mut bar = 1.0;
        #[doc = concat!("let kept = <f64 as ", stringify!($Rule), ">::keep(&6.0, &2.0);")]
        #[doc = concat!("let rhs_bar = <f64 as ", stringify!($Rule), ">::reverse(&kept, &mut bar);")]
        #[doc = concat!("assert_eq!((bar, rhs_bar), ", $cotangents, ");")]
        /// ```
        #[diagnostic::on_unimplemented(message = $message, note = "put `#[differentiate]` on the operator's `impl`")]
        pub trait $Rule<Rhs: Differentiable = Self>: $Operator<Rhs> + Differentiable + Sized {
            /// What the rule needs of the operands.
            type Kept: Clone + Record;

            /// Keeps it, before the operator runs.
            fn keep(&self, rhs: &Rhs) -> Self::Kept;

            /// Makes the adjoint of the new left operand that of the old one; the cotangent of the right operand.
            fn reverse(kept: &Self::Kept, bar: &mut Self::Tangent) -> Rhs::Tangent;

            /// Makes the tangent of the old left operand that of the new one, before the operator runs.
            fn tangent(&self, dot: &mut Self::Tangent, rhs: &Rhs, rhs_dot: Rhs::Tangent);
        }

        #[doc = concat!("Makes `dot`, the tangent of the old `a` in ", $formula, ", that of the new one.")]
        #[doc(hidden)]
        #[inline]
        pub fn $tangent<A: $Rule<B>, B: Differentiable, D: FieldDot<A::Tangent>, F: FieldDot<B::Tangent>>(
            dot: &mut D,
            a: &A,
            b: &B,
            b_dot: F,
        ) {
            dot.change(|dot| a.tangent(dot, b, b_dot.into_dot(|| b.zero_tangent())));
        }

        #[doc = concat!("What the rule of ", $formula, " keeps.")]
        #[doc(hidden)]
        #[derive(Clone, Debug)]
        pub struct $Kept<A, B, K>(K, PhantomData<fn(A, B)>);

        impl<A, B, K: Record> Record for $Kept<A, B, K> {
            #[inline]
            fn record(self, tape: &mut Tape) {
                self.0.record(tape);
            }

            #[inline]
            fn restore(tape: &mut Tape) -> Self {
                Self(K::restore(tape), PhantomData)
            }
        }

        impl<A, B, K: Blank> Blank for $Kept<A, B, K> {
            #[inline]
            fn blank() -> Self {
                Self(K::blank(), PhantomData)
            }
        }

        #[doc = concat!("Keeps what the rule of ", $formula, " needs.")]
        #[doc(hidden)]
        #[inline]
        #[must_use]
        pub fn $keep<A: $Rule<B>, B: Differentiable>(a: &A, b: &B) -> $Kept<A, B, A::Kept> {
            $Kept(a.keep(b), PhantomData)
        }

        #[doc = concat!("The cotangent of `b` in ", $formula, "; `bar` becomes that of the old `a`.")]
        #[doc(hidden)]
        #[inline]
        pub fn $reverse<A: $Rule<B>, B: Differentiable, F: FieldDot<A::Tangent>>(
            kept: &$Kept<A, B, A::Kept>,
            bar: &mut F,
        ) -> F::Given<B::Tangent> {
            bar.change(|bar| A::reverse(&kept.0, bar))
        }
    };
}

assign!(AddAssignRule AddAssign AddAssignKept add_assign_keep add_assign_reverse add_assign_tangent
    "`{Self} += {Rhs}` has no derivative" "`a += b`" "(1.0, 1.0)");
assign!(SubAssignRule SubAssign SubAssignKept sub_assign_keep sub_assign_reverse sub_assign_tangent
    "`{Self} -= {Rhs}` has no derivative" "`a -= b`" "(1.0, -1.0)");
assign!(MulAssignRule MulAssign MulAssignKept mul_assign_keep mul_assign_reverse mul_assign_tangent
    "`{Self} *= {Rhs}` has no derivative" "`a *= b`" "(2.0, 6.0)");
assign!(DivAssignRule DivAssign DivAssignKept div_assign_keep div_assign_reverse div_assign_tangent
    "`{Self} /= {Rhs}` has no derivative" "`a /= b`" "(0.5, -1.5)");
assign!(RemAssignRule RemAssign RemAssignKept rem_assign_keep rem_assign_reverse rem_assign_tangent
    "`{Self} %= {Rhs}` has no derivative" "`a %= b`" "(1.0, -3.0)");

/// What generated code calls.
pub(crate) mod generated {
    pub use super::{
        add_assign_keep, add_assign_reverse, add_assign_tangent, div_assign_keep, div_assign_reverse,
        div_assign_tangent, mul_assign_keep, mul_assign_reverse, mul_assign_tangent, rem_assign_keep,
        rem_assign_reverse, rem_assign_tangent, sub_assign_keep, sub_assign_reverse, sub_assign_tangent,
    };
}

/// Implements a rule for right operands by value and by reference.
macro_rules! implement {
    ($scalar:ident $Rule:ident $Kept:ty |$x:ident, $z:ident| $keep:expr; |$kept:ident, $bar:ident| $cotangent:expr;
     |$dot:ident, $z_dot:ident| $tangent:expr) => {
        implement!(@ $scalar, $scalar, $Rule, $Kept |$x, $z| $keep; |$kept, $bar| $cotangent; |$dot, $z_dot| $tangent);
        implement!(@ $scalar, &$scalar, $Rule, $Kept |$x, $z| $keep; |$kept, $bar| $cotangent; |$dot, $z_dot| $tangent);
    };
    (@ $scalar:ident, $B:ty, $Rule:ident, $Kept:ty |$x:ident, $z:ident| $keep:expr; |$kept:ident, $bar:ident| $c:expr;
     |$dot:ident, $z_dot:ident| $tangent:expr) => {
        impl $Rule<$B> for $scalar {
            type Kept = $Kept;

            #[inline]
            fn keep(&self, rhs: &$B) -> $Kept {
                let $x = *self;
                let $z: &$scalar = rhs;
                let $z = *$z;
                $keep
            }

            #[inline]
            fn reverse(
                $kept: &$Kept,
                $bar: &mut <$scalar as Differentiable>::Tangent,
            ) -> <$scalar as Differentiable>::Tangent {
                $c
            }

            #[inline]
            fn tangent(
                &self,
                $dot: &mut <$scalar as Differentiable>::Tangent,
                rhs: &$B,
                $z_dot: <$scalar as Differentiable>::Tangent,
            ) {
                let $x = *self;
                let $z: &$scalar = rhs;
                let $z = *$z;
                $tangent
            }
        }
    };
}

macro_rules! float {
    ($($float:ident)*) => {$(
        implement!($float AddAssignRule () |_x, _z| (); |_kept, bar| *bar; |dot, z_dot| *dot += z_dot);
        implement!($float SubAssignRule () |_x, _z| (); |_kept, bar| -*bar; |dot, z_dot| *dot -= z_dot);
        implement!($float MulAssignRule ($float, $float) |x, z| (x, z); |kept, bar| {
            let seed = *bar;
            *bar = kept.1 * seed;
            kept.0 * seed
        }; |dot, z_dot| *dot = z * *dot + x * z_dot);
        implement!($float DivAssignRule ($float, $float) |x, z| (x, z); |kept, bar| {
            let (numerator, denominator) = rules::div(kept.1, kept.0 / kept.1, *bar);
            *bar = numerator;
            denominator
        }; |dot, z_dot| *dot = rules::div_tangent(z, x / z, *dot, z_dot));
        implement!($float RemAssignRule ($float, $float) |x, z| (x, z); |kept, bar| {
            rules::rem_divisor(kept.0, kept.1, *bar)
        }; |dot, z_dot| *dot += rules::rem_divisor(x, z, z_dot));
    )*};
}

macro_rules! integer {
    ($($integer:ident)*) => {$(
        implement!($integer AddAssignRule () |_x, _z| (); |_kept, _bar| (); |_dot, _z_dot| ());
        implement!($integer SubAssignRule () |_x, _z| (); |_kept, _bar| (); |_dot, _z_dot| ());
        implement!($integer MulAssignRule () |_x, _z| (); |_kept, _bar| (); |_dot, _z_dot| ());
        implement!($integer DivAssignRule () |_x, _z| (); |_kept, _bar| (); |_dot, _z_dot| ());
        implement!($integer RemAssignRule () |_x, _z| (); |_kept, _bar| (); |_dot, _z_dot| ());
    )*};
}

float! { f32 f64 }
integer! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
