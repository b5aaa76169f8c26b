//! The rules of the operators for operands whose type only the compiler knows.
//!
//! Where `#[differentiate]` sees that an operand is a float, it writes the formula. Elsewhere, such
//! as on the result of a call, it calls these traits, and type inference picks the rule.

mod assign;

use core::ops::{Add, Div, Mul, Neg, Rem, Sub};

pub(crate) use assign::generated;
pub use assign::{AddAssignRule, DivAssignRule, MulAssignRule, RemAssignRule, SubAssignRule};

use crate::differentiable::Differentiable;
use crate::rules;

/// Declares the trait of a binary operator, and the function that calls it.
macro_rules! binary {
    (
        $Rule:ident $Operator:ident $reverse:ident $message:literal $formula:literal
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

binary!(AddRule Add add_reverse "`{Self} + {Rhs}` has no derivative" "`a + b`" () "(1.0, 1.0)");
binary!(SubRule Sub sub_reverse "`{Self} - {Rhs}` has no derivative" "`a - b`" () "(1.0, -1.0)");
binary!(MulRule Mul mul_reverse "`{Self} * {Rhs}` has no derivative" "`a * b`" () "(2.0, 6.0)");
binary!(DivRule Div div_reverse "`{Self} / {Rhs}` has no derivative" "`a / b`" (output "3.0") "(0.5, -1.5)");
binary!(RemRule Rem rem_reverse "`{Self} % {Rhs}` has no derivative" "`a % b`" () "(1.0, -3.0)");

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
    ($scalar:ident $Rule:ident |$x:ident, $z:ident, $($y:ident,)? @ $seed:ident| $cotangents:expr) => {
        implement!(@ $scalar $Rule $scalar, $scalar |$x, $z, $($y,)? @ $seed| $cotangents);
        implement!(@ $scalar $Rule $scalar, &$scalar |$x, $z, $($y,)? @ $seed| $cotangents);
        implement!(@ $scalar $Rule &$scalar, $scalar |$x, $z, $($y,)? @ $seed| $cotangents);
        implement!(@ $scalar $Rule &$scalar, &$scalar |$x, $z, $($y,)? @ $seed| $cotangents);
    };
    ($scalar:ident $Rule:ident |$seed:ident| $cotangent:expr) => {
        implement!(@ $scalar $Rule $scalar |$seed| $cotangent);
        implement!(@ $scalar $Rule &$scalar |$seed| $cotangent);
    };
    (@ $scalar:ident $Rule:ident $A:ty, $B:ty |$x:ident, $z:ident, $($y:ident,)? @ $seed:ident| $cotangents:expr) => {
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
        }
    };
    (@ $scalar:ident $Rule:ident $A:ty |$seed:ident| $cotangent:expr) => {
        impl $Rule for $A {
            #[inline]
            fn reverse(_self: &Self, $seed: <$scalar as Differentiable>::Tangent) -> <$scalar as Differentiable>::Tangent {
                $cotangent
            }
        }
    };
}

macro_rules! float {
    ($($float:ident)*) => {$(
        implement!($float AddRule |_x, _z, @ y_bar| (y_bar, y_bar));
        implement!($float SubRule |_x, _z, @ y_bar| (y_bar, -y_bar));
        implement!($float MulRule |x, z, @ y_bar| (y_bar * z, y_bar * x));
        implement!($float DivRule |_x, z, y, @ y_bar| rules::div(z, y, y_bar));
        implement!($float RemRule |x, z, @ y_bar| (y_bar, rules::rem_divisor(x, z, y_bar)));
        implement!($float NegRule |y_bar| -y_bar);
    )*};
}

macro_rules! integer {
    ($($integer:ident)*) => {$(
        implement!($integer AddRule |_x, _z, @ _seed| ((), ()));
        implement!($integer SubRule |_x, _z, @ _seed| ((), ()));
        implement!($integer MulRule |_x, _z, @ _seed| ((), ()));
        implement!($integer DivRule |_x, _z, _y, @ _seed| ((), ()));
        implement!($integer RemRule |_x, _z, @ _seed| ((), ()));
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
