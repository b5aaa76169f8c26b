//! Floats, which are their own tangents, and the types whose tangent is `()`.

use alloc::string::String;
use core::cmp::Ordering;
use core::marker::PhantomData;
use core::ops::Range;
use core::time::Duration;

use crate::activity::cotangent;
use crate::check::Place;
use crate::differentiable::Differentiable;
use crate::tangent::Tangent;

macro_rules! float {
    ($($float:ident)*) => {$(
        impl Differentiable for $float {
            type Tangent = Self;
            type Shadow = Self;

            const FIXED_SHAPE: bool = true;

            #[inline]
            fn zero_tangent(&self) -> Self {
                0.0
            }

            #[inline]
            fn check_shadow(&self, _place: Place<'_>, _shadow: &Self) {}

            #[inline]
            #[allow(clippy::cast_possible_truncation, reason = "the sum has the precision of the value")]
            fn move_along(&mut self, tangent: &Self, step: f64) {
                *self = (f64::from(*self) + f64::from(*tangent) * step) as $float;
            }
        }

        cotangent!([] $float);

        impl Tangent for $float {
            #[inline]
            fn zero_like(&self) -> Self {
                0.0
            }

            #[inline]
            fn accumulate(&mut self, other: Self) {
                *self += other;
            }

            #[inline]
            #[allow(clippy::cast_possible_truncation, reason = "the product has the precision of the tangent")]
            fn scale(&mut self, factor: f64) {
                *self = (f64::from(*self) * factor) as $float;
            }

            #[inline]
            #[allow(clippy::cast_possible_truncation, reason = "a coordinate has the precision of the tangent")]
            fn map_coordinates(&mut self, change: &mut dyn FnMut(f64) -> f64) {
                *self = change(f64::from(*self)) as $float;
            }

            #[inline]
            fn dot(&self, other: &Self) -> f64 {
                f64::from(*self) * f64::from(*other)
            }
        }
    )*};
}

float! { f32 f64 }

macro_rules! passive {
    ($([$($generics:tt)*] $passive:ty),* $(,)?) => {$(
        impl<$($generics)*> Differentiable for $passive {
            type Tangent = ();
            type Shadow = ();

            const FIXED_SHAPE: bool = true;

            #[inline]
            fn zero_tangent(&self) {}

            #[inline]
            fn check_shadow(&self, _place: Place<'_>, _shadow: &()) {}

            #[inline]
            fn move_along(&mut self, _tangent: &(), _step: f64) {}
        }
    )*};
}

passive! {
    [] u8, [] u16, [] u32, [] u64, [] u128, [] usize,
    [] i8, [] i16, [] i32, [] i64, [] i128, [] isize,
    [] (), [] bool, [] char, [] str, [] String, [T: ?Sized] PhantomData<T>, [] Ordering, [] Duration,
    [T: Differentiable<Tangent = ()>] Range<T>,
}

cotangent!([]());

impl Tangent for () {
    #[inline]
    fn zero_like(&self) {}

    #[inline]
    fn accumulate(&mut self, _other: ()) {}

    #[inline]
    fn scale(&mut self, _factor: f64) {}

    #[inline]
    fn map_coordinates(&mut self, _change: &mut dyn FnMut(f64) -> f64) {}

    #[inline]
    fn dot(&self, _other: &()) -> f64 {
        0.0
    }
}
