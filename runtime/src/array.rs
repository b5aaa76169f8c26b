//! Arrays, slices, and `Vec`, element by element.

use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;
use core::array;
use core::borrow::Borrow;

use crate::__private::accumulate_elements;
use crate::activity::cotangent;
use crate::check::Place;
use crate::differentiable::Differentiable;
use crate::tangent::{Tangent, check_dot, check_sum};

#[track_caller]
#[inline]
fn check_elements<T: Differentiable>(primal: &[T], place: Place<'_>, shadow: &[T::Tangent]) {
    place.check_length(shadow.len(), primal.len());
    if !T::FIXED_SHAPE {
        for (index, (primal, shadow)) in primal.iter().zip(shadow).enumerate() {
            primal.check_shadow(place.index(index), shadow.borrow());
        }
    }
}

#[inline]
fn zero_elements<T: Differentiable>(primal: &[T]) -> Vec<T::Tangent> {
    match primal.first() {
        Some(first) if T::FIXED_SHAPE => vec![first.zero_tangent(); primal.len()],
        _ => primal.iter().map(T::zero_tangent).collect(),
    }
}

#[inline]
#[track_caller]
fn move_elements<T: Differentiable>(values: &mut [T], tangents: &[T::Tangent], step: f64) {
    check_sum(values.len(), tangents.len());
    for (value, tangent) in values.iter_mut().zip(tangents) {
        value.move_along(tangent.borrow(), step);
    }
}

#[inline]
fn scale_elements<T: Tangent>(elements: &mut [T], factor: f64) {
    for element in elements {
        element.scale(factor);
    }
}

#[inline]
fn dot_elements<T: Tangent>(elements: &[T], others: &[T]) -> f64 {
    elements.iter().zip(others).map(|(element, other)| element.dot(other)).sum()
}

impl<T: Differentiable> Differentiable for [T] {
    type Tangent = Vec<T::Tangent>;
    type Shadow = [T::Tangent];

    #[inline]
    fn zero_tangent(&self) -> Vec<T::Tangent> {
        zero_elements(self)
    }

    #[inline]
    fn dummy_shadow(&self) -> Vec<T::Tangent> {
        Vec::new()
    }

    #[inline]
    fn check_shadow(&self, place: Place<'_>, shadow: &[T::Tangent]) {
        check_elements(self, place, shadow);
    }

    #[inline]
    fn move_along(&mut self, tangent: &[T::Tangent], step: f64) {
        move_elements(self, tangent, step);
    }
}

impl<T: Differentiable> Differentiable for Vec<T> {
    type Tangent = Vec<T::Tangent>;
    type Shadow = Vec<T::Tangent>;

    #[inline]
    fn zero_tangent(&self) -> Vec<T::Tangent> {
        zero_elements(self)
    }

    #[inline]
    fn dummy_shadow(&self) -> Vec<T::Tangent> {
        Vec::new()
    }

    #[inline]
    fn check_shadow(&self, place: Place<'_>, shadow: &Vec<T::Tangent>) {
        check_elements(self, place, shadow);
    }

    #[inline]
    fn move_along(&mut self, tangent: &Vec<T::Tangent>, step: f64) {
        move_elements(self, tangent, step);
    }
}

impl<T: Differentiable> Differentiable for Box<[T]> {
    type Tangent = Box<[T::Tangent]>;
    type Shadow = Box<[T::Tangent]>;

    #[inline]
    fn zero_tangent(&self) -> Box<[T::Tangent]> {
        zero_elements(self).into_boxed_slice()
    }

    #[inline]
    fn dummy_shadow(&self) -> Box<[T::Tangent]> {
        Box::default()
    }

    #[inline]
    fn check_shadow(&self, place: Place<'_>, shadow: &Box<[T::Tangent]>) {
        check_elements(self, place, shadow);
    }

    #[inline]
    fn move_along(&mut self, tangent: &Box<[T::Tangent]>, step: f64) {
        move_elements(self, tangent, step);
    }
}

impl<T: Differentiable, const N: usize> Differentiable for [T; N] {
    type Tangent = [T::Tangent; N];
    type Shadow = [T::Tangent; N];

    const FIXED_SHAPE: bool = T::FIXED_SHAPE;

    #[inline]
    fn zero_tangent(&self) -> [T::Tangent; N] {
        array::from_fn(|index| self[index].zero_tangent())
    }

    #[inline]
    fn dummy_shadow(&self) -> [T::Tangent; N] {
        array::from_fn(|index| self[index].dummy_shadow())
    }

    #[inline]
    fn check_shadow(&self, place: Place<'_>, shadow: &[T::Tangent; N]) {
        check_elements(self, place, shadow);
    }

    #[inline]
    fn move_along(&mut self, tangent: &[T::Tangent; N], step: f64) {
        move_elements(self, tangent, step);
    }
}

cotangent!([T: Tangent] Vec<T>);
cotangent!([T: Tangent] Box<[T]>);
cotangent!([T: Tangent, const N: usize] [T; N]);

/// Implements [`Tangent`] for a container of tangents of which `$zero` makes the zero.
macro_rules! container {
    ([$($generics:tt)*] $container:ty, $zero:expr) => {
        impl<$($generics)*> Tangent for $container {
            #[inline]
            fn zero_like(&self) -> Self {
                let zero: fn(&Self) -> Self = $zero;
                zero(self)
            }

            #[inline]
            #[track_caller]
            fn accumulate(&mut self, other: Self) {
                accumulate_elements(self, other);
            }

            #[inline]
            fn scale(&mut self, factor: f64) {
                scale_elements(self, factor);
            }

            #[inline]
            fn map_coordinates(&mut self, change: &mut dyn FnMut(f64) -> f64) {
                for element in self.iter_mut() {
                    element.map_coordinates(change);
                }
            }

            #[inline]
            #[track_caller]
            fn dot(&self, other: &Self) -> f64 {
                check_dot(self.len(), other.len());
                dot_elements(self, other)
            }
        }
    };
}

container!([T: Tangent] Vec<T>, |tangent| tangent.iter().map(T::zero_like).collect());
container!([T: Tangent] Box<[T]>, |tangent| tangent.iter().map(T::zero_like).collect());
container!([T: Tangent, const N: usize] [T; N], |tangent| array::from_fn(|index| tangent[index].zero_like()));
