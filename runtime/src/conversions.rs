//! The sweeps of conversions: what `#[differentiate]` on an `impl` of `From`, `TryFrom` or `FromIterator` writes.
//!
//! A conversion takes its argument by value or by reference, and a type may have both: each has a trait of its own, and the
//! caller imports the one that it means. Those of second order are apart, so that rustc says which are missing. What is
//! implemented has other names than what is called: inside of an `impl` its trait is always in scope.

use alloc::vec::Vec;

use crate::differentiable::Differentiable;
use crate::tape::Tape;

type TangentOf<T> = <T as Differentiable>::Tangent;
type ShadowOf<T> = <T as Differentiable>::Shadow;

/// Declares the traits of one conversion, which are implemented, and those by which it is called: `$input` is what stands for
/// the argument `$A`, and `$output` the result.
macro_rules! conversion {
    (
        $Once:ident $Twice:ident $CallOnce:ident $CallTwice:ident
        ($($unsized:tt)*) [$A:ident => $input:ty] ($($of:tt)*) -> $output:ty,
        $forward:ident $reverse:ident $tangent:ident $forward1:ident $reverse1:ident $tangent2:ident,
        $call_forward:ident $call_reverse:ident $call_tangent:ident
        $call_forward1:ident $call_reverse1:ident $call_tangent2:ident
    ) => {
        #[doc(hidden)]
        #[allow(missing_docs, clippy::missing_errors_doc, clippy::ptr_arg, reason = "called by generated code")]
        pub trait $Once<$A: Differentiable $($unsized)*>: Sized + Differentiable $($of)* {
            fn $forward(first: &$input, tape: &mut Tape) -> $output;
            fn $reverse(first: &$input, tape: &mut Tape, bar: Option<&mut ShadowOf<$input>>, seed: TangentOf<$output>);
            fn $tangent(first: &$input, dot: Option<&ShadowOf<$input>>) -> ($output, TangentOf<$output>);
        }

        #[doc(hidden)]
        #[allow(missing_docs, clippy::missing_errors_doc, clippy::ptr_arg, clippy::type_complexity, reason = "called by generated code")]
        pub trait $Twice<$A: Differentiable $($unsized)*>: $Once<$A>
        where
            TangentOf<$output>: Differentiable,
            TangentOf<$A>: Differentiable,
            TangentOf<TangentOf<$A>>: Differentiable,
        {
            fn $forward1(
                first: &$input,
                tape: &mut Tape,
                given: (Option<&ShadowOf<$input>>,),
            ) -> ($output, TangentOf<$output>);
            fn $reverse1(
                first: &$input,
                tape: &mut Tape,
                given: (Option<&mut ShadowOf<$input>>, Option<&ShadowOf<$input>>, Option<&mut ShadowOf<$input>>),
                seed: (TangentOf<$output>, TangentOf<TangentOf<$output>>),
            );
            fn $tangent2(
                first: &$input,
                given: (Option<&ShadowOf<$input>>, Option<&ShadowOf<$input>>, Option<&ShadowOf<$input>>),
            ) -> (($output, TangentOf<$output>), (TangentOf<$output>, TangentOf<TangentOf<$output>>));
        }

        #[doc(hidden)]
        #[allow(missing_docs, clippy::missing_errors_doc, clippy::ptr_arg, reason = "called by generated code")]
        pub trait $CallOnce<$A: Differentiable $($unsized)*>: $Once<$A> {
            #[inline]
            fn $call_forward(first: &$input, tape: &mut Tape) -> $output {
                <Self as $Once<$A>>::$forward(first, tape)
            }

            #[inline]
            fn $call_reverse(
                first: &$input,
                tape: &mut Tape,
                bar: Option<&mut ShadowOf<$input>>,
                seed: TangentOf<$output>,
            ) {
                <Self as $Once<$A>>::$reverse(first, tape, bar, seed);
            }

            #[inline]
            fn $call_tangent(first: &$input, dot: Option<&ShadowOf<$input>>) -> ($output, TangentOf<$output>) {
                <Self as $Once<$A>>::$tangent(first, dot)
            }
        }

        impl<$A: Differentiable $($unsized)*, T: $Once<$A>> $CallOnce<$A> for T {}

        #[doc(hidden)]
        #[allow(missing_docs, clippy::missing_errors_doc, clippy::ptr_arg, clippy::type_complexity, reason = "called by generated code")]
        pub trait $CallTwice<$A: Differentiable $($unsized)*>: $Twice<$A>
        where
            TangentOf<$output>: Differentiable,
            TangentOf<$A>: Differentiable,
            TangentOf<TangentOf<$A>>: Differentiable,
        {
            #[inline]
            fn $call_forward1(
                first: &$input,
                tape: &mut Tape,
                given: (Option<&ShadowOf<$input>>,),
            ) -> ($output, TangentOf<$output>) {
                <Self as $Twice<$A>>::$forward1(first, tape, given)
            }

            #[inline]
            fn $call_reverse1(
                first: &$input,
                tape: &mut Tape,
                given: (Option<&mut ShadowOf<$input>>, Option<&ShadowOf<$input>>, Option<&mut ShadowOf<$input>>),
                seed: (TangentOf<$output>, TangentOf<TangentOf<$output>>),
            ) {
                <Self as $Twice<$A>>::$reverse1(first, tape, given, seed);
            }

            #[inline]
            fn $call_tangent2(
                first: &$input,
                given: (Option<&ShadowOf<$input>>, Option<&ShadowOf<$input>>, Option<&ShadowOf<$input>>),
            ) -> (($output, TangentOf<$output>), (TangentOf<$output>, TangentOf<TangentOf<$output>>)) {
                <Self as $Twice<$A>>::$tangent2(first, given)
            }
        }

        impl<$A: Differentiable $($unsized)*, T: $Twice<$A>> $CallTwice<$A> for T
        where
            TangentOf<$output>: Differentiable,
            TangentOf<$A>: Differentiable,
            TangentOf<TangentOf<$A>>: Differentiable,
        {
        }
    };
}

conversion!(FromValue FromValueTwice CallFromValue CallFromValueTwice () [A => A] (+ From<A>) -> Self,
    __forward_from_value __reverse_from_value __tangent_from_value
    __forward1_from_value __reverse1_from_value __tangent2_from_value,
    __forward_from __reverse_from __tangent_from __forward1_from __reverse1_from __tangent2_from);
conversion!(FromReference FromReferenceTwice CallFromReference CallFromReferenceTwice
    (+ ?Sized) [A => A] () -> Self,
    __forward_from_reference __reverse_from_reference __tangent_from_reference
    __forward1_from_reference __reverse1_from_reference __tangent2_from_reference,
    __forward_from __reverse_from __tangent_from __forward1_from __reverse1_from __tangent2_from);
conversion!(TryFromValue TryFromValueTwice CallTryFromValue CallTryFromValueTwice
    () [A => A] (+ TryFrom<A>) -> Result<Self, <Self as TryFrom<A>>::Error>,
    __forward_try_from_value __reverse_try_from_value __tangent_try_from_value
    __forward1_try_from_value __reverse1_try_from_value __tangent2_try_from_value,
    __forward_try_from __reverse_try_from __tangent_try_from
    __forward1_try_from __reverse1_try_from __tangent2_try_from);
conversion!(FromItems FromItemsTwice CallFromItems CallFromItemsTwice () [A => Vec<A>] (+ FromIterator<A>) -> Self,
    __forward_from_items __reverse_from_items __tangent_from_items
    __forward1_from_items __reverse1_from_items __tangent2_from_items,
    __forward_from_iter __reverse_from_iter __tangent_from_iter
    __forward1_from_iter __reverse1_from_iter __tangent2_from_iter);
