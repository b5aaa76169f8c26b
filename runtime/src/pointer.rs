//! References, `Box`, and `Option`.

use alloc::boxed::Box;
use core::any::{Any, TypeId};
use core::borrow::Borrow;

use crate::activity::cotangent;
use crate::check::Place;
use crate::differentiable::Differentiable;
use crate::tangent::Tangent;

macro_rules! reference {
    ($($reference:ty, $moved:expr;)*) => {$(
        impl<T: Differentiable + ?Sized> Differentiable for $reference {
            type Tangent = T::Tangent;
            type Shadow = T::Shadow;

            const FIXED_SHAPE: bool = T::FIXED_SHAPE;

            #[inline]
            fn zero_tangent(&self) -> T::Tangent {
                T::zero_tangent(self)
            }

            #[inline]
            fn dummy_shadow(&self) -> T::Tangent {
                T::dummy_shadow(self)
            }

            #[inline]
            fn check_shadow(&self, place: Place<'_>, shadow: &T::Shadow) {
                T::check_shadow(self, place, shadow);
            }

            #[inline]
            #[track_caller]
            fn move_along(&mut self, tangent: &T::Shadow, step: f64) {
                let moved: fn(&mut Self, &T::Shadow, f64) = $moved;
                moved(self, tangent, step);
            }
        }
    )*};
}

reference! {
    &T, |_, _, _| panic!("a value behind a shared reference cannot be moved along a tangent");
    &mut T, |value, tangent, step| T::move_along(value, tangent, step);
}

impl<T: Differentiable> Differentiable for Box<T> {
    type Tangent = Box<T::Tangent>;
    type Shadow = Box<T::Tangent>;

    const FIXED_SHAPE: bool = T::FIXED_SHAPE;

    #[inline]
    fn zero_tangent(&self) -> Box<T::Tangent> {
        Box::new(T::zero_tangent(self))
    }

    #[inline]
    fn dummy_shadow(&self) -> Box<T::Tangent> {
        Box::new(T::dummy_shadow(self))
    }

    #[inline]
    fn check_shadow(&self, place: Place<'_>, shadow: &Box<T::Tangent>) {
        T::check_shadow(self, place, (**shadow).borrow());
    }

    #[inline]
    fn move_along(&mut self, tangent: &Box<T::Tangent>, step: f64) {
        T::move_along(self, (**tangent).borrow(), step);
    }
}

impl<T: Differentiable> Differentiable for Option<T> {
    type Tangent = Option<T::Tangent>;
    type Shadow = Option<T::Tangent>;

    #[inline]
    fn zero_tangent(&self) -> Option<T::Tangent> {
        self.as_ref().map(T::zero_tangent)
    }

    #[inline]
    fn dummy_shadow(&self) -> Option<T::Tangent> {
        self.as_ref().map(T::dummy_shadow)
    }

    #[inline]
    fn check_shadow(&self, place: Place<'_>, shadow: &Option<T::Tangent>) {
        place.check_presence(shadow.is_some(), self.is_some());
        if let (Some(primal), Some(shadow)) = (self, shadow) {
            primal.check_shadow(place, shadow.borrow());
        }
    }

    #[inline]
    #[track_caller]
    fn move_along(&mut self, tangent: &Option<T::Tangent>, step: f64) {
        check_variants(self.is_some(), tangent.is_some());
        if let (Some(value), Some(tangent)) = (self, tangent) {
            value.move_along(tangent.borrow(), step);
        }
    }
}

cotangent!([T: Tangent] Box<T>);
cotangent!([T: Tangent] Option<T>);

impl<T: Tangent> Tangent for Box<T> {
    #[inline]
    fn find(&mut self, wanted: TypeId) -> Option<&mut dyn Any>
    where
        Self: 'static,
    {
        if TypeId::of::<Self>() == wanted { Some(self) } else { (**self).find(wanted) }
    }

    #[inline]
    fn find_shared(&self, wanted: TypeId) -> Option<&dyn Any>
    where
        Self: 'static,
    {
        if TypeId::of::<Self>() == wanted { Some(self) } else { (**self).find_shared(wanted) }
    }

    #[inline]
    fn zero_like(&self) -> Self {
        Box::new(T::zero_like(self))
    }

    #[inline]
    #[track_caller]
    fn accumulate(&mut self, other: Self) {
        T::accumulate(self, *other);
    }

    #[inline]
    fn scale(&mut self, factor: f64) {
        T::scale(self, factor);
    }

    #[inline]
    fn map_coordinates(&mut self, change: &mut dyn FnMut(f64) -> f64) {
        T::map_coordinates(self, change);
    }

    #[inline]
    #[track_caller]
    fn dot(&self, other: &Self) -> f64 {
        T::dot(self, other)
    }
}

impl<T: Tangent> Tangent for Option<T> {
    #[inline]
    fn zero_like(&self) -> Self {
        self.as_ref().map(T::zero_like)
    }

    #[inline]
    #[track_caller]
    fn accumulate(&mut self, other: Self) {
        match (self, other) {
            (Some(tangent), Some(other)) => tangent.accumulate(other),
            (None, Some(mut other)) => check_variants(false, !is_zero(&mut other)),
            (tangent, other) => check_variants(tangent.is_some(), other.is_some()),
        }
    }

    #[inline]
    fn scale(&mut self, factor: f64) {
        if let Some(tangent) = self {
            tangent.scale(factor);
        }
    }

    #[inline]
    fn map_coordinates(&mut self, change: &mut dyn FnMut(f64) -> f64) {
        if let Some(tangent) = self {
            tangent.map_coordinates(change);
        }
    }

    #[inline]
    #[track_caller]
    fn dot(&self, other: &Self) -> f64 {
        check_variants(self.is_some(), other.is_some());
        match (self, other) {
            (Some(tangent), Some(other)) => tangent.dot(other),
            _ => 0.0,
        }
    }
}

/// Whether adding `tangent` changes nothing: the adjoint of a result that nobody reads is such a one, whether there is a
/// value or not.
pub(crate) fn is_zero<T: Tangent>(tangent: &mut T) -> bool {
    let mut zero = true;
    tangent.map_coordinates(&mut |coordinate| {
        zero &= coordinate == 0.0;
        coordinate
    });
    zero
}

/// Panics unless both tangents are `Some`, or neither.
#[inline]
#[track_caller]
fn check_variants(tangent: bool, other: bool) {
    assert!(tangent == other, "a tangent that is `None` meets one that is `Some`");
}
