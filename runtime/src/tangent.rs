//! Tangents and adjoints as vectors: sum, scaling, dot product, norm.

pub(crate) mod of_tangents;
pub(crate) mod of_values;
pub(crate) mod siblings;
pub(crate) mod sweeps;

use core::any::{Any, TypeId};

use num_traits::Float;

use crate::activity::{Contribution, Cotangent};

/// A vector of the space in which derivatives live.
///
/// ```
/// use chainrule::Tangent;
///
/// let mut step = (vec![3.0, 0.0], 4.0);
/// assert_eq!(step.norm(), 5.0);
/// step.scale(0.5);
/// step.accumulate((vec![0.0, 1.0], 1.0));
/// assert_eq!(step, (vec![1.5, 1.0], 3.0));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the tangent of a differentiable type",
    note = "tangents are `f32`, `f64`, `()`, the types that `#[derive(Differentiable)]` writes, and arrays, tuples, \
            `Vec`, `Option`, `Box` of those"
)]
pub trait Tangent: Clone + Cotangent<Self> + Contribution<Self> {
    /// The zero of the same shape.
    ///
    /// ```
    /// assert_eq!(chainrule::Tangent::zero_like(&[1.0, 2.0]), [0.0, 0.0]);
    /// ```
    #[must_use]
    fn zero_like(&self) -> Self;

    /// Adds `other` to `self`.
    ///
    /// ```
    /// let mut x_bar = [1.0, 2.0];
    /// chainrule::Tangent::accumulate(&mut x_bar, [10.0, 20.0]);
    /// assert_eq!(x_bar, [11.0, 22.0]);
    /// ```
    ///
    /// # Panics
    ///
    /// If the shapes differ: "a tangent of length 3 is added to one of length 4".
    fn accumulate(&mut self, other: Self);

    /// Multiplies `self` by `factor`.
    ///
    /// ```
    /// let mut x_dot = [1.0, 2.0];
    /// chainrule::Tangent::scale(&mut x_dot, 3.0);
    /// assert_eq!(x_dot, [3.0, 6.0]);
    /// ```
    fn scale(&mut self, factor: f64);

    /// Replaces every coordinate by what `change` makes of it, in the order of the fields and elements.
    ///
    /// ```
    /// let mut x_dot = (1.0, [2.0, 3.0]);
    /// chainrule::Tangent::map_coordinates(&mut x_dot, &mut |x| x * x);
    /// assert_eq!(x_dot, (1.0, [4.0, 9.0]));
    /// ```
    ///
    /// # Panics
    ///
    /// For a tangent of a `HashMap` with several entries, which have no order.
    fn map_coordinates(&mut self, change: &mut dyn FnMut(f64) -> f64);

    /// The sum of the products of the components of `self` and `other`.
    ///
    /// ```
    /// assert_eq!(chainrule::Tangent::dot(&[1.0, 2.0], &[3.0, 4.0]), 11.0);
    /// ```
    ///
    /// # Panics
    ///
    /// If the shapes differ.
    #[must_use]
    fn dot(&self, other: &Self) -> f64;

    /// The Euclidean length.
    ///
    /// ```
    /// assert_eq!(chainrule::Tangent::norm(&[3.0, 4.0]), 5.0);
    /// ```
    #[inline]
    #[must_use]
    fn norm(&self) -> f64 {
        Float::sqrt(self.dot(self))
    }

    /// The part of type `wanted`, for methods that are called through a trait.
    #[doc(hidden)]
    #[inline]
    fn find(&mut self, wanted: TypeId) -> Option<&mut dyn Any>
    where
        Self: 'static,
    {
        if TypeId::of::<Self>() == wanted { Some(self) } else { None }
    }

    /// The same, to be read.
    #[doc(hidden)]
    #[inline]
    fn find_shared(&self, wanted: TypeId) -> Option<&dyn Any>
    where
        Self: 'static,
    {
        if TypeId::of::<Self>() == wanted { Some(self) } else { None }
    }

    of_tangents::of_tangents!();
}

/// Panics unless two tangents that are added are equally long.
#[inline]
#[track_caller]
pub(crate) fn check_sum(length: usize, other: usize) {
    #[cold]
    #[inline(never)]
    #[track_caller]
    fn refuse(length: usize, other: usize) -> ! {
        panic!("a tangent of length {other} is added to one of length {length}")
    }
    if length != other {
        refuse(length, other);
    }
}

/// Panics unless two tangents whose dot product is taken are equally long.
#[inline]
#[track_caller]
pub(crate) fn check_dot(length: usize, other: usize) {
    #[cold]
    #[inline(never)]
    #[track_caller]
    fn refuse(length: usize, other: usize) -> ! {
        panic!("the dot product of tangents of length {length} and {other}")
    }
    if length != other {
        refuse(length, other);
    }
}

#[cfg(test)]
mod tests;
