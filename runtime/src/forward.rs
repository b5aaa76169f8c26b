//! How tangents are passed to tangent functions.

use crate::activity::{Activity, FieldDot};
use crate::differentiable::Differentiable;
use crate::real::Real;
use crate::sweep::CastRule;
use crate::tangent::Tangent;

/// The tangent of an argument by value.
#[derive(Clone, Copy, Debug)]
pub struct Dot<T>(pub T);

/// The tangent of an argument by value that the caller holds constant.
#[derive(Clone, Copy, Debug)]
pub struct NoDot;

/// The tangent of a part of an argument that the caller may hold constant.
#[derive(Clone, Copy, Debug)]
pub struct DotIf<F>(pub Option<F>);

/// The tangent that `dot` gives where there is one.
#[inline]
pub fn dot_if<A: Activity, F>(active: A, dot: impl FnOnce() -> F) -> DotIf<F> {
    DotIf(active.is_active().then(dot))
}

/// What may be passed as the tangent of a value of type `V`.
#[diagnostic::on_unimplemented(
    message = "the tangent of this argument has another type than the called function takes",
    note = "`{V}` is the type of the argument"
)]
pub trait DotOf<V: Differentiable> {
    /// The tangent: zero, in the shape of `value`, where the caller holds the argument constant.
    fn dot(self, value: &V) -> V::Tangent;
}

impl<V: Differentiable, F: FieldDot<V::Tangent>> DotOf<V> for Dot<F> {
    #[inline]
    fn dot(self, value: &V) -> V::Tangent {
        field_dot(value, self.0)
    }
}

impl<V: Differentiable> DotOf<V> for NoDot {
    #[inline]
    fn dot(self, value: &V) -> V::Tangent {
        value.zero_tangent()
    }
}

/// The tangent of a field whose type the macro does not know.
#[inline]
pub fn field_dot<V: Differentiable + ?Sized, F: FieldDot<V::Tangent>>(value: &V, dot: F) -> V::Tangent {
    dot.into_dot(|| value.zero_tangent())
}

/// The zero tangent of such a field.
#[inline]
pub fn field_zero<V: Differentiable + ?Sized, F: FieldDot<V::Tangent>>(value: &V) -> F {
    F::of_zero(|| value.zero_tangent())
}

/// The tangent of a parameter that the called function holds constant.
///
/// An active argument is refused by the reverse sweep of the same call, which every caller has: one mistake gives one error.
pub trait HeldDot {}

impl HeldDot for NoDot {}
impl<T> HeldDot for Dot<T> {}

/// The tangent of a parameter by value that a caller hands in, or zero.
#[inline]
pub fn dot_or_zero<V: Differentiable>(value: &V, dot: Option<V::Tangent>) -> V::Tangent {
    dot.unwrap_or_else(|| value.zero_tangent())
}

/// The tangent of what is borrowed, and whether there is one; `own` stands in for one that is absent.
#[inline]
pub fn borrowed_dot<'b, V: Differentiable + ?Sized>(
    value: &V,
    dot: Option<&'b V::Shadow>,
    own: &'b mut Option<V::Tangent>,
) -> (&'b V::Shadow, bool) {
    use core::borrow::Borrow as _;
    match dot {
        Some(dot) => (dot, true),
        None => (V::Tangent::borrow(own.insert(value.dummy_shadow())), false),
    }
}

/// The tangent of a value of unknown type after a cast to a float.
#[inline]
pub fn cast_tangent<S: CastRule, T: Real>(value: &S, dot: S::Tangent, _result: &T) -> T {
    value.cast_tangent(dot)
}

/// The sum of the products of two tangents of a slice.
///
/// # Panics
///
/// If the lengths differ.
#[inline]
#[track_caller]
pub fn dot_elements<T: Tangent>(a: &[T], b: &[T]) -> f64 {
    assert_eq!(a.len(), b.len(), "an adjoint and a tangent of one slice differ in length");
    a.iter().zip(b).map(|(a, b)| a.dot(b)).sum()
}

/// How many coordinates a tangent has.
#[must_use]
pub fn coordinates<T: Tangent>(tangent: &T) -> usize {
    let mut count = 0;
    tangent.clone().map_coordinates(&mut |coordinate| {
        count += 1;
        coordinate
    });
    count
}

/// Sets one coordinate of a tangent.
pub fn set_coordinate<T: Tangent>(tangent: &mut T, index: usize, value: f64) {
    let mut at = 0;
    tangent.map_coordinates(&mut |coordinate| {
        at += 1;
        if at == index + 1 { value } else { coordinate }
    });
}
