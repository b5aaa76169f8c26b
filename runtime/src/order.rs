//! What is said where a function is differentiated more often than its attribute asks for.

use crate::tape::Tape;

/// A function whose derivative may be taken so often that derivatives of the order `ORDER` come out.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no derivative of order {ORDER}",
    label = "a derivative of order {ORDER} is taken of what calls it",
    note = "put the order into the attribute of the function: `#[differentiate(order = {ORDER})]`",
    note = "companions such as `grad_f` and `jvp_f` have one order less than `f`; a function with the rule `vjp = …` alone \
            has order 1"
)]
pub trait OfOrder<const ORDER: u32> {}

/// What stands behind `vjp_f`, by the name of its hidden type.
pub trait Pulled {
    /// The hidden type of `f`.
    type Function;
    /// That of the pullback, as a function of the arguments and the seed.
    type Pullback;
}

/// Asks for the order of a function.
#[inline]
pub fn of_order<F: OfOrder<ORDER>, const ORDER: u32>() {}

/// The levels that a function does not have: [`of_order`] has said so before.
macro_rules! levels {
    ($($forward:ident $reverse:ident $sweep:ident $tangent:ident;)*) => {
        /// Stands in for the functions of the levels that a hidden type does not have.
        #[allow(missing_docs, reason = "never called")]
        pub trait LowOrder {
            $(
                #[must_use]
                fn $forward<A, R>(_: &mut Tape, _: A) -> R {
                    unreachable!()
                }

                #[must_use]
                fn $reverse<A, S, R>(_: &mut Tape, _: A, _: S) -> R {
                    unreachable!()
                }

                #[must_use]
                fn $sweep<A, B, S, Y, R>(_: &mut Tape, _: A, _: B, _: S) -> (Y, R) {
                    unreachable!()
                }

                #[must_use]
                fn $tangent<A, R>(_: A) -> R {
                    unreachable!()
                }
            )*
        }
    };
}

levels! {
    forward1 reverse1 sweep1 tangent2;
    forward2 reverse2 sweep2 tangent3;
    forward3 reverse3 sweep3 tangent4;
    forward4 reverse4 sweep4 tangent5;
    forward5 reverse5 sweep5 tangent6;
}

impl<T: ?Sized> LowOrder for T {}
