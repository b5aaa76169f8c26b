//! `Result`, shared pointers, `VecDeque`, and maps.

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, VecDeque};
use alloc::rc::Rc;
use alloc::sync::Arc;
use core::borrow::Borrow;

use crate::activity::cotangent;
use crate::check::Place;
use crate::differentiable::Differentiable;
use crate::tangent::{Tangent, check_dot, check_sum};

/// An error carries no derivative.
impl<T: Differentiable, E> Differentiable for Result<T, E> {
    type Tangent = Result<T::Tangent, ()>;
    type Shadow = Result<T::Tangent, ()>;

    #[inline]
    fn zero_tangent(&self) -> Result<T::Tangent, ()> {
        self.as_ref().map(T::zero_tangent).map_err(|_| ())
    }

    #[inline]
    #[track_caller]
    fn check_shadow(&self, place: Place<'_>, shadow: &Result<T::Tangent, ()>) {
        place.check_presence(shadow.is_ok(), self.is_ok());
        if let (Ok(primal), Ok(shadow)) = (self, shadow) {
            primal.check_shadow(place, shadow.borrow());
        }
    }

    #[inline]
    #[track_caller]
    fn move_along(&mut self, tangent: &Result<T::Tangent, ()>, step: f64) {
        check_variants(self.is_ok(), tangent.is_ok());
        if let (Ok(value), Ok(tangent)) = (self, tangent) {
            value.move_along(tangent.borrow(), step);
        }
    }
}

cotangent!([T: Tangent] Result<T, ()>);

impl<T: Tangent> Tangent for Result<T, ()> {
    #[inline]
    fn zero_like(&self) -> Self {
        match self {
            Ok(tangent) => Ok(tangent.zero_like()),
            Err(()) => Err(()),
        }
    }

    #[inline]
    #[track_caller]
    fn accumulate(&mut self, other: Self) {
        match (self, other) {
            (Ok(tangent), Ok(other)) => tangent.accumulate(other),
            (Err(()), Ok(mut other)) => check_variants(false, !crate::pointer::is_zero(&mut other)),
            (tangent, other) => check_variants(tangent.is_ok(), other.is_ok()),
        }
    }

    #[inline]
    fn scale(&mut self, factor: f64) {
        if let Ok(tangent) = self {
            tangent.scale(factor);
        }
    }

    #[inline]
    fn map_coordinates(&mut self, change: &mut dyn FnMut(f64) -> f64) {
        if let Ok(tangent) = self {
            tangent.map_coordinates(change);
        }
    }

    #[inline]
    #[track_caller]
    fn dot(&self, other: &Self) -> f64 {
        check_variants(self.is_ok(), other.is_ok());
        match (self, other) {
            (Ok(tangent), Ok(other)) => tangent.dot(other),
            _ => 0.0,
        }
    }
}

/// Panics unless both are `Ok`, or neither.
#[inline]
#[track_caller]
fn check_variants(value: bool, other: bool) {
    assert!(value == other, "a tangent that is `Ok` meets one that is `Err`");
}

macro_rules! shared {
    ($($pointer:ident)*) => {$(
        impl<T: Differentiable> Differentiable for $pointer<T> {
            type Tangent = Box<T::Tangent>;
            type Shadow = Box<T::Tangent>;

            #[inline]
            fn zero_tangent(&self) -> Box<T::Tangent> {
                Box::new(T::zero_tangent(self))
            }

            #[inline]
            #[track_caller]
            fn check_shadow(&self, place: Place<'_>, shadow: &Box<T::Tangent>) {
                T::check_shadow(self, place, (**shadow).borrow());
            }

            /// # Panics
            ///
            /// If the value is shared.
            #[track_caller]
            fn move_along(&mut self, tangent: &Box<T::Tangent>, step: f64) {
                let value = $pointer::get_mut(self).expect("a value that is shared cannot be moved along a tangent");
                value.move_along((**tangent).borrow(), step);
            }
        }
    )*};
}

shared! { Rc Arc }

impl<T: Differentiable> Differentiable for VecDeque<T> {
    type Tangent = VecDeque<T::Tangent>;
    type Shadow = VecDeque<T::Tangent>;

    #[inline]
    fn zero_tangent(&self) -> VecDeque<T::Tangent> {
        self.iter().map(T::zero_tangent).collect()
    }

    #[inline]
    #[track_caller]
    fn check_shadow(&self, place: Place<'_>, shadow: &VecDeque<T::Tangent>) {
        place.check_length(shadow.len(), self.len());
        for (index, (primal, shadow)) in self.iter().zip(shadow).enumerate() {
            primal.check_shadow(place.index(index), shadow.borrow());
        }
    }

    #[inline]
    fn move_along(&mut self, tangent: &VecDeque<T::Tangent>, step: f64) {
        check_sum(self.len(), tangent.len());
        for (value, tangent) in self.iter_mut().zip(tangent) {
            value.move_along(tangent.borrow(), step);
        }
    }
}

cotangent!([T: Tangent] VecDeque<T>);

impl<T: Tangent> Tangent for VecDeque<T> {
    #[inline]
    fn zero_like(&self) -> Self {
        self.iter().map(T::zero_like).collect()
    }

    #[inline]
    #[track_caller]
    fn accumulate(&mut self, other: Self) {
        check_sum(self.len(), other.len());
        for (tangent, other) in self.iter_mut().zip(other) {
            tangent.accumulate(other);
        }
    }

    #[inline]
    fn scale(&mut self, factor: f64) {
        self.iter_mut().for_each(|tangent| tangent.scale(factor));
    }

    #[inline]
    fn map_coordinates(&mut self, change: &mut dyn FnMut(f64) -> f64) {
        for tangent in self {
            tangent.map_coordinates(change);
        }
    }

    #[inline]
    #[track_caller]
    fn dot(&self, other: &Self) -> f64 {
        check_dot(self.len(), other.len());
        self.iter().zip(other).map(|(tangent, other)| tangent.dot(other)).sum()
    }
}

/// The tangent of a map: a map from the same keys.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use chainrule::Differentiable;
///
/// let rates = BTreeMap::from([("gold", 2.0), ("iron", 3.0)]);
/// let mut rates_bar = rates.zero_tangent();
/// rates_bar["iron"] += 1.0;
/// assert_eq!(rates_bar["iron"], 1.0);
/// ```
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Entries<M>(pub M);

impl<M> core::ops::Deref for Entries<M> {
    type Target = M;

    #[inline]
    fn deref(&self) -> &M {
        &self.0
    }
}

impl<M> core::ops::DerefMut for Entries<M> {
    #[inline]
    fn deref_mut(&mut self) -> &mut M {
        &mut self.0
    }
}

macro_rules! map {
    ([$($generics:tt)*] $map:ident<$($argument:ident),*>, [$($bound:tt)*], [$($key:tt)*], $ordered:literal) => {
        impl<K: Clone + $($bound)*, V: Differentiable, $($generics)*> Differentiable for $map<K, V $(, $argument)*> {
            type Tangent = Entries<$map<K, V::Tangent $(, $argument)*>>;
            type Shadow = Entries<$map<K, V::Tangent $(, $argument)*>>;

            fn zero_tangent(&self) -> Self::Tangent {
                Entries(self.iter().map(|(key, value)| (key.clone(), value.zero_tangent())).collect())
            }

            #[track_caller]
            fn check_shadow(&self, place: Place<'_>, shadow: &Self::Shadow) {
                place.check_length(shadow.len(), self.len());
                for (key, value) in self {
                    let Some(shadow) = shadow.get(key) else { place.refuse_keys() };
                    value.check_shadow(place.field("[_]"), shadow.borrow());
                }
            }

            #[track_caller]
            fn move_along(&mut self, tangent: &Self::Shadow, step: f64) {
                check_sum(self.len(), tangent.len());
                for (key, value) in self {
                    let Some(tangent) = tangent.get(key) else { panic!("the tangent of a map has other keys") };
                    value.move_along(tangent.borrow(), step);
                }
            }
        }

        impl<K: Clone + $($bound)*, T: Tangent, $($generics)*> Differentiable for Entries<$map<K, T $(, $argument)*>> {
            type Tangent = Self;
            type Shadow = Self;

            fn zero_tangent(&self) -> Self {
                self.zero_like()
            }

            fn check_shadow(&self, place: Place<'_>, shadow: &Self) {
                place.check_length(shadow.len(), self.len());
            }

            fn move_along(&mut self, tangent: &Self, step: f64) {
                let mut scaled = tangent.clone();
                scaled.scale(step);
                self.accumulate(scaled);
            }
        }

        cotangent!([K: Clone + $($bound)*, T: Tangent, $($generics)*] Entries<$map<K, T $(, $argument)*>>);

        impl<K: Clone + $($bound)*, T: Tangent, $($generics)*> Tangent for Entries<$map<K, T $(, $argument)*>> {
            fn zero_like(&self) -> Self {
                Entries(self.iter().map(|(key, tangent)| (key.clone(), tangent.zero_like())).collect())
            }

            #[track_caller]
            fn accumulate(&mut self, other: Self) {
                check_sum(self.len(), other.len());
                for (key, other) in other.0 {
                    let Some(tangent) = self.get_mut(&key) else { panic!("a tangent of a map has other keys") };
                    tangent.accumulate(other);
                }
            }

            fn scale(&mut self, factor: f64) {
                self.values_mut().for_each(|tangent| tangent.scale(factor));
            }

            #[track_caller]
            fn map_coordinates(&mut self, change: &mut dyn FnMut(f64) -> f64) {
                assert!(
                    $ordered || self.len() < 2,
                    "the coordinates of a `HashMap` have no order: use a `BTreeMap`"
                );
                self.values_mut().for_each(|tangent| tangent.map_coordinates(change));
            }

            #[track_caller]
            fn dot(&self, other: &Self) -> f64 {
                check_dot(self.len(), other.len());
                let products = self.iter().map(|(key, tangent)| {
                    let Some(other) = other.get(key) else { panic!("a tangent of a map has other keys") };
                    tangent.dot(other)
                });
                products.sum()
            }
        }

        impl<Q: ?Sized + $($key)*, K: Borrow<Q> + $($bound)*, T, $($generics)*> crate::part::Part<&Q>
            for Entries<$map<K, T $(, $argument)*>>
        {
            type Output = T;

            #[track_caller]
            fn part(&mut self, key: &Q) -> &mut T {
                &mut self[key]
            }

            #[track_caller]
            fn part_ref(&self, key: &Q) -> &T {
                &self[key]
            }
        }

        impl<Q: ?Sized + $($key)*, K: Borrow<Q> + $($bound)*, T, $($generics)*> core::ops::Index<&Q>
            for Entries<$map<K, T $(, $argument)*>>
        {
            type Output = T;

            #[track_caller]
            fn index(&self, key: &Q) -> &T {
                self.get(key).expect("no entry found for key")
            }
        }

        impl<Q: ?Sized + $($key)*, K: Borrow<Q> + $($bound)*, T, $($generics)*> core::ops::IndexMut<&Q>
            for Entries<$map<K, T $(, $argument)*>>
        {
            #[track_caller]
            fn index_mut(&mut self, key: &Q) -> &mut T {
                self.get_mut(key).expect("no entry found for key")
            }
        }
    };
}

map!([] BTreeMap<>, [Ord], [Ord], true);

#[cfg(feature = "std")]
mod hashed {
    use core::borrow::Borrow;
    use core::hash::{BuildHasher, Hash};
    use std::collections::HashMap;

    use super::Entries;
    use crate::activity::cotangent;
    use crate::check::Place;
    use crate::differentiable::Differentiable;
    use crate::tangent::{Tangent, check_dot, check_sum};

    map!([S: BuildHasher + Clone + Default] HashMap<S>, [Eq + Hash], [Eq + Hash], false);
}
