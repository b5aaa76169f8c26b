//! The reverse rules of tangents: what `#[differentiate]` with `order = 2` needs of operators of types that only the
//! compiler knows.

use core::ops::Neg;

use super::{AddRule, DivRule, MulRule, NegRule, RemRule, SubRule};
use crate::activity::FieldDot;
use crate::differentiable::Differentiable;
use crate::rules;

/// Declares the trait of a binary operator, and the function that calls it.
macro_rules! second {
    ($Second:ident $Rule:ident $reverse:ident $tangent:ident $message:literal $formula:literal) => {
        #[doc = concat!("The reverse rule of the tangent of ", $formula, ".")]
        #[diagnostic::on_unimplemented(
                                                    message = $message,
                                                    note = "put `#[differentiate(order = 2)]` on the operator's `impl`"
                                                )]
        pub trait $Second<Rhs: Differentiable = Self>: $Rule<Rhs> {
            /// The cotangents of both operands and of their tangents, from all of them and the cotangent of the tangent of
            /// the result.
            fn reverse(
                self_: &Self,
                rhs: &Rhs,
                self_dot: Self::Tangent,
                rhs_dot: Rhs::Tangent,
                seed: <Self::Output as Differentiable>::Tangent,
            ) -> (Self::Tangent, Rhs::Tangent, Self::Tangent, Rhs::Tangent);

            /// The tangent of the tangent of the result: `of` are the tangents of all operands in that order.
            fn tangent(
                self_: &Self,
                rhs: &Rhs,
                self_dot: Self::Tangent,
                rhs_dot: Rhs::Tangent,
                of: (Self::Tangent, Rhs::Tangent, Self::Tangent, Rhs::Tangent),
            ) -> <Self::Output as Differentiable>::Tangent;
        }

        #[doc = concat!("The tangent of the tangent of ", $formula, ".")]
        #[doc(hidden)]
        #[inline]
        #[must_use]
        pub fn $tangent<A: $Second<B>, B: Differentiable, F, G, P, Q, R, S>(
            a: &A,
            b: &B,
            a_dot: F,
            b_dot: G,
            of: (P, Q, R, S),
        ) -> <A::Output as Differentiable>::Tangent
        where
            F: FieldDot<A::Tangent>,
            G: FieldDot<B::Tangent>,
            P: FieldDot<A::Tangent>,
            Q: FieldDot<B::Tangent>,
            R: FieldDot<A::Tangent>,
            S: FieldDot<B::Tangent>,
        {
            let (left, right) = (|| a.zero_tangent(), || b.zero_tangent());
            let of = (of.0.into_dot(left), of.1.into_dot(right), of.2.into_dot(left), of.3.into_dot(right));
            $Second::tangent(a, b, a_dot.into_dot(left), b_dot.into_dot(right), of)
        }

        #[doc = concat!("The cotangents in the tangent of ", $formula, ".")]
        #[doc(hidden)]
        #[inline]
        #[must_use]
        pub fn $reverse<A: $Second<B>, B: Differentiable, F, G>(
            a: &A,
            b: &B,
            a_dot: &F,
            b_dot: &G,
            seed: <A::Output as Differentiable>::Tangent,
        ) -> (A::Tangent, B::Tangent, A::Tangent, B::Tangent)
        where
            F: FieldDot<A::Tangent> + Clone,
            G: FieldDot<B::Tangent> + Clone,
        {
            let a_dot = a_dot.clone().into_dot(|| a.zero_tangent());
            let b_dot = b_dot.clone().into_dot(|| b.zero_tangent());
            $Second::reverse(a, b, a_dot, b_dot, seed)
        }
    };
}

second!(AddSecond AddRule add_tangent_reverse add_tangent_tangent "`{Self} + {Rhs}` has no second derivative" "`a + b`");
second!(SubSecond SubRule sub_tangent_reverse sub_tangent_tangent "`{Self} - {Rhs}` has no second derivative" "`a - b`");
second!(MulSecond MulRule mul_tangent_reverse mul_tangent_tangent "`{Self} * {Rhs}` has no second derivative" "`a * b`");
second!(DivSecond DivRule div_tangent_reverse div_tangent_tangent "`{Self} / {Rhs}` has no second derivative" "`a / b`");
second!(RemSecond RemRule rem_tangent_reverse rem_tangent_tangent "`{Self} % {Rhs}` has no second derivative" "`a % b`");

/// The reverse rule of the tangent of `-a`.
#[diagnostic::on_unimplemented(
    message = "`-{Self}` has no second derivative",
    note = "put `#[differentiate(order = 2)]` on the operator's `impl`"
)]
pub trait NegSecond: NegRule {
    /// The cotangents of the operand and of its tangent.
    fn reverse(
        self_: &Self,
        self_dot: Self::Tangent,
        seed: <Self::Output as Differentiable>::Tangent,
    ) -> (Self::Tangent, Self::Tangent);
}

/// The cotangents in the tangent of `-a`.
#[doc(hidden)]
#[inline]
#[must_use]
pub fn neg_tangent_reverse<A: NegSecond, F: FieldDot<A::Tangent> + Clone>(
    a: &A,
    a_dot: &F,
    seed: <<A as Neg>::Output as Differentiable>::Tangent,
) -> (A::Tangent, A::Tangent) {
    NegSecond::reverse(a, a_dot.clone().into_dot(|| a.zero_tangent()), seed)
}

/// Implements a rule for values and references. Inside, the operands are values.
macro_rules! implement {
    ($scalar:ident $Second:ident |$x:ident, $z:ident, $x_dot:ident, $z_dot:ident, $seed:ident| $cotangents:expr;
     $of:ident $tangent:expr) => {
        implement!(@ $scalar $Second $scalar, $scalar |$x, $z, $x_dot, $z_dot, $seed| $cotangents; $of $tangent);
        implement!(@ $scalar $Second $scalar, &$scalar |$x, $z, $x_dot, $z_dot, $seed| $cotangents; $of $tangent);
        implement!(@ $scalar $Second &$scalar, $scalar |$x, $z, $x_dot, $z_dot, $seed| $cotangents; $of $tangent);
        implement!(@ $scalar $Second &$scalar, &$scalar |$x, $z, $x_dot, $z_dot, $seed| $cotangents; $of $tangent);
    };
    (@ $scalar:ident $Second:ident $A:ty, $B:ty |$x:ident, $z:ident, $x_dot:ident, $z_dot:ident, $seed:ident| $c:expr;
     $of:ident $tangent:expr) => {
        impl $Second<$B> for $A {
            #[inline]
            fn reverse(
                self_: &Self,
                rhs: &$B,
                $x_dot: <$scalar as Differentiable>::Tangent,
                $z_dot: <$scalar as Differentiable>::Tangent,
                $seed: <$scalar as Differentiable>::Tangent,
            ) -> (
                <$scalar as Differentiable>::Tangent,
                <$scalar as Differentiable>::Tangent,
                <$scalar as Differentiable>::Tangent,
                <$scalar as Differentiable>::Tangent,
            ) {
                let $x: &$scalar = self_;
                let $z: &$scalar = rhs;
                let ($x, $z) = (*$x, *$z);
                $c
            }

            #[inline]
            fn tangent(
                self_: &Self,
                rhs: &$B,
                $x_dot: <$scalar as Differentiable>::Tangent,
                $z_dot: <$scalar as Differentiable>::Tangent,
                $of: (
                    <$scalar as Differentiable>::Tangent,
                    <$scalar as Differentiable>::Tangent,
                    <$scalar as Differentiable>::Tangent,
                    <$scalar as Differentiable>::Tangent,
                ),
            ) -> <$scalar as Differentiable>::Tangent {
                let $x: &$scalar = self_;
                let $z: &$scalar = rhs;
                let ($x, $z) = (*$x, *$z);
                $tangent
            }
        }
    };
}

macro_rules! float {
    ($($float:ident)*) => {$(
        implement!($float AddSecond |_x, _z, _x_dot, _z_dot, g| (0.0, 0.0, g, g); of of.2 + of.3);
        implement!($float SubSecond |_x, _z, _x_dot, _z_dot, g| (0.0, 0.0, g, -g); of of.2 - of.3);
        implement!($float MulSecond |x, z, x_dot, z_dot, g| (z_dot * g, x_dot * g, z * g, x * g);
            of of.1 * x_dot + of.0 * z_dot + z * of.2 + x * of.3);
        implement!($float DivSecond |x, z, x_dot, z_dot, g| {
            // ẏ = (ẋ − ż y) / z with y = x / z
            let y = x / z;
            let y_dot = rules::div_tangent(z, y, x_dot, z_dot);
            let g = rules::div_numerator(z, g);
            let y_bar = -rules::strong_product(g, z_dot);
            let (x_bar, z_bar) = rules::div(z, y, y_bar);
            (x_bar, z_bar - rules::strong_product(g, y_dot), g, -rules::strong_product(g, y))
        }; of {
            let y = x / z;
            let y_dot = rules::div_tangent(z, y, x_dot, z_dot);
            let y_of = rules::div_tangent(z, y, of.0, of.1);
            let numerator = of.2 - rules::strong_product(of.3, y) - rules::strong_product(z_dot, y_of);
            rules::strong_quotient(numerator - rules::strong_product(of.1, y_dot), z)
        });
        implement!($float RemSecond |x, z, _x_dot, _z_dot, g| (0.0, 0.0, g, rules::rem_divisor(x, z, g));
            of of.2 + rules::rem_divisor(x, z, of.3));
        impl NegSecond for $float {
            #[inline]
            fn reverse(_self: &$float, _self_dot: $float, seed: $float) -> ($float, $float) {
                (0.0, -seed)
            }
        }
        impl NegSecond for &$float {
            #[inline]
            fn reverse(_self: &Self, _self_dot: $float, seed: $float) -> ($float, $float) {
                (0.0, -seed)
            }
        }
    )*};
}

macro_rules! integer {
    ($($integer:ident)*) => {$(
        implement!($integer AddSecond |_x, _z, _x_dot, _z_dot, _g| ((), (), (), ()); _of ());
        implement!($integer SubSecond |_x, _z, _x_dot, _z_dot, _g| ((), (), (), ()); _of ());
        implement!($integer MulSecond |_x, _z, _x_dot, _z_dot, _g| ((), (), (), ()); _of ());
        implement!($integer DivSecond |_x, _z, _x_dot, _z_dot, _g| ((), (), (), ()); _of ());
        implement!($integer RemSecond |_x, _z, _x_dot, _z_dot, _g| ((), (), (), ()); _of ());
    )*};
}

float! { f32 f64 }
integer! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }

/// What generated code calls.
pub(crate) mod generated {
    pub use super::{
        add_tangent_reverse, add_tangent_tangent, div_tangent_reverse, div_tangent_tangent, mul_tangent_reverse,
        mul_tangent_tangent, neg_tangent_reverse, rem_tangent_reverse, rem_tangent_tangent, sub_tangent_reverse,
        sub_tangent_tangent,
    };
}
