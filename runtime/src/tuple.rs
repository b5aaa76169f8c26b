//! Tuples of up to twelve elements.

use core::borrow::Borrow;

use crate::activity::cotangent;
use crate::check::Place;
use crate::differentiable::Differentiable;
use crate::tangent::Tangent;
use crate::tape::{Record, Tape};

macro_rules! tuple {
    ($($T:ident $index:tt $other:ident)+) => {
        impl<$($T: Differentiable),+> Differentiable for ($($T,)+) {
            type Tangent = ($($T::Tangent,)+);
            type Shadow = ($($T::Tangent,)+);

            const FIXED_SHAPE: bool = $($T::FIXED_SHAPE)&&+;

            #[inline]
            fn zero_tangent(&self) -> Self::Tangent {
                ($(self.$index.zero_tangent(),)+)
            }

            #[inline]
            fn dummy_shadow(&self) -> Self::Tangent {
                ($(self.$index.dummy_shadow(),)+)
            }

            #[inline]
            fn check_shadow(&self, place: Place<'_>, shadow: &Self::Shadow) {
                $(self.$index.check_shadow(place.field(stringify!($index)), shadow.$index.borrow());)+
            }

            #[inline]
            fn move_along(&mut self, tangent: &Self::Shadow, step: f64) {
                $(self.$index.move_along(tangent.$index.borrow(), step);)+
            }
        }

        cotangent!([$($T: Tangent),+] ($($T,)+));

        impl<$($T: Tangent),+> Tangent for ($($T,)+) {
            #[inline]
            fn zero_like(&self) -> Self {
                ($(self.$index.zero_like(),)+)
            }

            #[inline]
            #[track_caller]
            fn accumulate(&mut self, other: Self) {
                $(self.$index.accumulate(other.$index);)+
            }

            #[inline]
            fn scale(&mut self, factor: f64) {
                $(self.$index.scale(factor);)+
            }

            #[inline]
            fn map_coordinates(&mut self, change: &mut dyn FnMut(f64) -> f64) {
                $(self.$index.map_coordinates(change);)+
            }

            #[inline]
            #[track_caller]
            fn dot(&self, other: &Self) -> f64 {
                0.0 $(+ self.$index.dot(&other.$index))+
            }
        }

        impl<$($T: Record),+> Record for ($($T,)+) {
            #[inline]
            fn record(self, tape: &mut Tape) {
                let ($($other,)+) = self;
                record_backwards!(tape; $($other)+);
            }

            #[inline]
            fn restore(tape: &mut Tape) -> Self {
                ($($T::restore(tape),)+)
            }
        }
    };
}

/// Records the last element first, so that they come back in the order of the tuple.
macro_rules! record_backwards {
    ($tape:ident;) => {};
    ($tape:ident; $first:ident $($rest:ident)*) => {
        record_backwards!($tape; $($rest)*);
        $first.record($tape);
    };
}

tuple! { A 0 a }
tuple! { A 0 a B 1 b }
tuple! { A 0 a B 1 b C 2 c }
tuple! { A 0 a B 1 b C 2 c D 3 d }
tuple! { A 0 a B 1 b C 2 c D 3 d E 4 e }
tuple! { A 0 a B 1 b C 2 c D 3 d E 4 e F 5 f }
tuple! { A 0 a B 1 b C 2 c D 3 d E 4 e F 5 f G 6 g }
tuple! { A 0 a B 1 b C 2 c D 3 d E 4 e F 5 f G 6 g H 7 h }
tuple! { A 0 a B 1 b C 2 c D 3 d E 4 e F 5 f G 6 g H 7 h I 8 i }
tuple! { A 0 a B 1 b C 2 c D 3 d E 4 e F 5 f G 6 g H 7 h I 8 i J 9 j }
tuple! { A 0 a B 1 b C 2 c D 3 d E 4 e F 5 f G 6 g H 7 h I 8 i J 9 j K 10 k }
tuple! { A 0 a B 1 b C 2 c D 3 d E 4 e F 5 f G 6 g H 7 h I 8 i J 9 j K 10 k L 11 l }
