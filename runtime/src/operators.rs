//! The rules of the operators, of reverse and of forward mode, for operands whose type only the compiler knows.
//!
//! Where `#[differentiate]` sees that an operand is a float, it writes the formula. Elsewhere, such
//! as on the result of a call, it calls these traits, and type inference picks the rule.

mod assign;
mod levels;
mod tangents;

use core::ops::{Add, Div, Mul, Neg, Rem, Sub};

pub(crate) use assign::generated;
pub use assign::{AddAssignRule, DivAssignRule, MulAssignRule, RemAssignRule, SubAssignRule};
pub(crate) use levels::generated as generated_levels;
pub use levels::{
    AddAssignLevel, AddAssignTangents, AddLevel, AddTangents, DivAssignLevel, DivAssignTangents, DivLevel, DivTangents,
    MulAssignLevel, MulAssignTangents, MulLevel, MulTangents, NegLevel, NegTangents, RemAssignLevel, RemAssignTangents,
    RemLevel, RemTangents, SubAssignLevel, SubAssignTangents, SubLevel, SubTangents,
};
pub use tangents::{sum_of_tangents, sum_of_tangents_reverse};

use crate::activity::FieldDot;
use crate::differentiable::Differentiable;
use crate::rules;

/// Declares the trait of a binary operator, and the function that calls it.
macro_rules! binary {
    (
        $Rule:ident $Operator:ident $reverse:ident $tangent:ident $message:literal $formula:literal
        ($($output:ident $y:literal)?) $cotangents:literal
    ) => {
        #[doc = concat!("The reverse rule of ", $formula, ".")]
        ///
        /// ```
        #[doc = concat!("use chainrule::operators::", stringify!($Rule), ";")]
        ///
        #[doc = concat!("assert_eq!(", stringify!($Rule), "::reverse(&6.0, &2.0, ", $("&", $y, ", ",)? "1.0), ", $cotangents, ");")]
        /// ```
        #[diagnostic::on_unimplemented(message = $message, note = "put `#[differentiate]` on the operator's `impl`")]
        pub trait $Rule<Rhs: Differentiable = Self>: $Operator<Rhs, Output: Differentiable> + Differentiable {
            /// The cotangents of both operands, from the operands, the result where the rule of floats reads it, and its
            /// cotangent.
            fn reverse(
                self_: &Self,
                rhs: &Rhs,
                $($output: &Self::Output,)?
                seed: <Self::Output as Differentiable>::Tangent,
            ) -> (Self::Tangent, Rhs::Tangent);

            /// The tangent of the result, from the operands and their tangents.
            fn tangent(
                self_: &Self,
                rhs: &Rhs,
                self_dot: Self::Tangent,
                rhs_dot: Rhs::Tangent,
            ) -> <Self::Output as Differentiable>::Tangent;

            /// The same, where the operand to the right is constant.
            #[inline]
            fn tangent_of_left(
                self_: &Self,
                rhs: &Rhs,
                self_dot: Self::Tangent,
            ) -> <Self::Output as Differentiable>::Tangent {
                Self::tangent(self_, rhs, self_dot, rhs.zero_tangent())
            }

            /// The same, where the operand to the left is constant.
            #[inline]
            fn tangent_of_right(
                self_: &Self,
                rhs: &Rhs,
                rhs_dot: Rhs::Tangent,
            ) -> <Self::Output as Differentiable>::Tangent {
                Self::tangent(self_, rhs, self_.zero_tangent(), rhs_dot)
            }
        }

        #[doc = concat!("The tangent of ", $formula, ", from those of `a` and `b`.")]
        #[doc(hidden)]
        #[inline]
        #[must_use]
        pub fn $tangent<A: $Rule<B>, B: Differentiable, F: FieldDot<A::Tangent>, G: FieldDot<B::Tangent>>(
            a: &A,
            b: &B,
            a_dot: F,
            b_dot: G,
        ) -> <A::Output as Differentiable>::Tangent {
            match (a_dot.given(), b_dot.given()) {
                (Some(a_dot), Some(b_dot)) => $Rule::tangent(a, b, a_dot, b_dot),
                (Some(a_dot), None) => $Rule::tangent_of_left(a, b, a_dot),
                (None, Some(b_dot)) => $Rule::tangent_of_right(a, b, b_dot),
                (None, None) => $Rule::tangent(a, b, a.zero_tangent(), b.zero_tangent()),
            }
        }

        #[doc = concat!("The cotangents of `a` and `b` in ", $formula, ", where `seed` is that of the result.")]
        #[doc(hidden)]
        #[inline]
        #[must_use]
        pub fn $reverse<A: $Rule<B>, B: Differentiable>(
            a: &A,
            b: &B,
            $($output: &A::Output,)?
            seed: <A::Output as Differentiable>::Tangent,
        ) -> (A::Tangent, B::Tangent) {
            $Rule::reverse(a, b, $($output,)? seed)
        }
    };
}

binary!(AddRule Add add_reverse add_tangent "`{Self} + {Rhs}` has no derivative" "`a + b`" () "(1.0, 1.0)");
binary!(SubRule Sub sub_reverse sub_tangent "`{Self} - {Rhs}` has no derivative" "`a - b`" () "(1.0, -1.0)");
binary!(MulRule Mul mul_reverse mul_tangent "`{Self} * {Rhs}` has no derivative" "`a * b`" () "(2.0, 6.0)");
binary!(DivRule Div div_reverse div_tangent "`{Self} / {Rhs}` has no derivative" "`a / b`" (output "3.0") "(0.5, -1.5)");
binary!(RemRule Rem rem_reverse rem_tangent "`{Self} % {Rhs}` has no derivative" "`a % b`" () "(1.0, -3.0)");

/// The reverse rule of `-a`.
///
/// ```
/// use chainrule::operators::NegRule;
///
/// assert_eq!(NegRule::reverse(&6.0, 1.0), -1.0);
/// ```
#[diagnostic::on_unimplemented(
    message = "`-{Self}` has no derivative",
    note = "put `#[differentiate]` on the operator's `impl`"
)]
pub trait NegRule: Neg<Output: Differentiable> + Differentiable {
    /// The cotangent of the operand, from the operand and the cotangent of the result.
    fn reverse(self_: &Self, seed: <Self::Output as Differentiable>::Tangent) -> Self::Tangent;

    /// The tangent of the result, from the operand and its tangent.
    fn tangent(self_: &Self, self_dot: Self::Tangent) -> <Self::Output as Differentiable>::Tangent;
}

/// The tangent of `-a`, from that of `a`.
#[doc(hidden)]
#[inline]
#[must_use]
pub fn neg_tangent<A: NegRule, F: FieldDot<A::Tangent>>(a: &A, a_dot: F) -> <A::Output as Differentiable>::Tangent {
    NegRule::tangent(a, a_dot.into_dot(|| a.zero_tangent()))
}

/// The cotangent of `a` in `-a`, where `seed` is that of the result.
#[doc(hidden)]
#[inline]
#[must_use]
pub fn neg_reverse<A: NegRule>(a: &A, seed: <A::Output as Differentiable>::Tangent) -> A::Tangent {
    NegRule::reverse(a, seed)
}

/// Implements a rule for values and references. Inside, the operands and the result are values.
macro_rules! implement {
    ($scalar:ident $Rule:ident |$x:ident, $z:ident, $($y:ident,)? @ $seed:ident| $cotangents:expr;
     |$x_dot:ident, $z_dot:ident| $tangent:expr $(, $left:expr, $right:expr)?) => {
        implement!(@ $scalar $Rule $scalar, $scalar |$x, $z, $($y,)? @ $seed| $cotangents;
            |$x_dot, $z_dot| $tangent $(, $left, $right)?);
        implement!(@ $scalar $Rule $scalar, &$scalar |$x, $z, $($y,)? @ $seed| $cotangents;
            |$x_dot, $z_dot| $tangent $(, $left, $right)?);
        implement!(@ $scalar $Rule &$scalar, $scalar |$x, $z, $($y,)? @ $seed| $cotangents;
            |$x_dot, $z_dot| $tangent $(, $left, $right)?);
        implement!(@ $scalar $Rule &$scalar, &$scalar |$x, $z, $($y,)? @ $seed| $cotangents;
            |$x_dot, $z_dot| $tangent $(, $left, $right)?);
    };
    ($scalar:ident $Rule:ident |$seed:ident| $cotangent:expr) => {
        implement!(@ $scalar $Rule $scalar |$seed| $cotangent);
        implement!(@ $scalar $Rule &$scalar |$seed| $cotangent);
    };
    (@ $scalar:ident $Rule:ident $A:ty, $B:ty |$x:ident, $z:ident, $($y:ident,)? @ $seed:ident| $cotangents:expr;
     |$x_dot:ident, $z_dot:ident| $tangent:expr $(, $left:expr, $right:expr)?) => {
        impl $Rule<$B> for $A {
            #[inline]
            fn reverse(
                self_: &Self,
                rhs: &$B,
                $($y: &$scalar,)?
                $seed: <$scalar as Differentiable>::Tangent,
            ) -> (<$scalar as Differentiable>::Tangent, <$scalar as Differentiable>::Tangent) {
                let $x: &$scalar = self_;
                let $z: &$scalar = rhs;
                let ($x, $z) = (*$x, *$z);
                $(let $y = *$y;)?
                $cotangents
            }

            #[inline]
            fn tangent(
                self_: &Self,
                rhs: &$B,
                $x_dot: <$scalar as Differentiable>::Tangent,
                $z_dot: <$scalar as Differentiable>::Tangent,
            ) -> <$scalar as Differentiable>::Tangent {
                let $x: &$scalar = self_;
                let $z: &$scalar = rhs;
                let ($x, $z) = (*$x, *$z);
                $tangent
            }

            $(
                #[inline]
                fn tangent_of_left(self_: &Self, rhs: &$B, $x_dot: $scalar) -> $scalar {
                    let $x: &$scalar = self_;
                    let $z: &$scalar = rhs;
                    let ($x, $z) = (*$x, *$z);
                    let _ = ($x, $z);
                    $left
                }

                #[inline]
                fn tangent_of_right(self_: &Self, rhs: &$B, $z_dot: $scalar) -> $scalar {
                    let $x: &$scalar = self_;
                    let $z: &$scalar = rhs;
                    let ($x, $z) = (*$x, *$z);
                    let _ = ($x, $z);
                    $right
                }
            )?
        }
    };
    (@ $scalar:ident $Rule:ident $A:ty |$seed:ident| $cotangent:expr) => {
        impl $Rule for $A {
            #[inline]
            fn reverse(_self: &Self, $seed: <$scalar as Differentiable>::Tangent) -> <$scalar as Differentiable>::Tangent {
                $cotangent
            }

            #[inline]
            fn tangent(_self: &Self, $seed: <$scalar as Differentiable>::Tangent) -> <$scalar as Differentiable>::Tangent {
                $cotangent
            }
        }
    };
}

macro_rules! float {
    ($($float:ident)*) => {$(
        implement!($float AddRule |_x, _z, @ y_bar| (y_bar, y_bar);
            |x_dot, z_dot| x_dot + z_dot, x_dot, z_dot);
        implement!($float SubRule |_x, _z, @ y_bar| (y_bar, -y_bar);
            |x_dot, z_dot| x_dot - z_dot, x_dot, -z_dot);
        implement!($float MulRule |x, z, @ y_bar| (y_bar * z, y_bar * x);
            |x_dot, z_dot| z * x_dot + x * z_dot, z * x_dot, x * z_dot);
        implement!($float DivRule |x, z, y, @ y_bar| {
            let _ = x;
            rules::div(z, y, y_bar)
        }; |x_dot, z_dot| rules::div_tangent(z, x / z, x_dot, z_dot),
            rules::div_numerator(z, x_dot), rules::div_denominator(z, x / z, z_dot));
        implement!($float RemRule |x, z, @ y_bar| (y_bar, rules::rem_divisor(x, z, y_bar));
            |x_dot, z_dot| x_dot + rules::rem_divisor(x, z, z_dot), x_dot, rules::rem_divisor(x, z, z_dot));
        implement!($float NegRule |y_bar| -y_bar);
    )*};
}

macro_rules! integer {
    ($($integer:ident)*) => {$(
        implement!($integer AddRule |_x, _z, @ _seed| ((), ()); |_x_dot, _z_dot| ());
        implement!($integer SubRule |_x, _z, @ _seed| ((), ()); |_x_dot, _z_dot| ());
        implement!($integer MulRule |_x, _z, @ _seed| ((), ()); |_x_dot, _z_dot| ());
        implement!($integer DivRule |_x, _z, _y, @ _seed| ((), ()); |_x_dot, _z_dot| ());
        implement!($integer RemRule |_x, _z, @ _seed| ((), ()); |_x_dot, _z_dot| ());
    )*};
}

macro_rules! signed {
    ($($integer:ident)*) => {$(
        implement!($integer NegRule |_seed| ());
    )*};
}

float! { f32 f64 }
integer! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
signed! { i8 i16 i32 i64 i128 isize }
