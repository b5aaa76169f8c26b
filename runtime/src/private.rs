//! What generated code calls; no part of the public interface.

use core::borrow::BorrowMut;

pub use alloc::borrow::ToOwned;
pub use alloc::boxed::Box;
pub use alloc::collections::VecDeque;
pub use alloc::string::String;
pub use alloc::vec;
pub use alloc::vec::Vec;

pub use crate::activity::{Active, Activity, Contribution, Cotangent, FieldDot, HeldConstant, Inactive};
pub use crate::blank::{Blank, array_of, blank, blank_array};
pub use crate::checkpoint::{
    Binomial, Counter, Step, binomial, counter_at, iterations, next_snapshot, segment_end, segment_start, segments,
};
pub use crate::choice::{Choice, choice};
pub use crate::collections::{
    order, order_by_key, permute, regrow, reopen, reopen_with, split_like, split_off, sum_tail, swap_insert, tail,
    unpermute,
};
pub use crate::conversions::{
    CallFromItems, CallFromItemsTwice, CallFromReference, CallFromReferenceTwice, CallFromValue, CallFromValueTwice,
    CallTryFromValue, CallTryFromValueTwice, FromItems, FromItemsTwice, FromReference, FromReferenceTwice, FromValue,
    FromValueTwice, TryFromValue, TryFromValueTwice,
};
pub use crate::erased::ErasedShadow;
pub use crate::erased::generated::*;
pub use crate::forward::{
    Dot, DotIf, DotOf, HeldDot, NoDot, borrowed_dot, cast_tangent, coordinates, dot_elements, dot_if, dot_or_zero,
    field_dot, field_zero, set_coordinate,
};
pub use crate::handover::{Again, ByCaller, ByTape, Handover};
#[cfg(feature = "implicit")]
pub use crate::implicit::{
    check_residual, flatten, implicit_adjoint, implicit_adjoints, implicit_solution, implicit_tangent, unit,
};
pub use crate::integer::{ahead, count_between};
pub use crate::jacobian::{
    append_coordinates, dimension, jacobian, jacobian_by_columns, jacobian_by_rows, jacobian_of_columns,
    products_with_units, unit_tangent,
};
pub use crate::jet::{Jet, primal};
pub use crate::lanes::Lanes;
pub use crate::lift::{
    Components, Directions, Held, Lift, NotOver, OfSeries, Passed, Varied, jacobian_in_lanes, lifted, matrix_in_lanes,
    matrix_in_lanes_or_by_rows, of_series,
};
pub use crate::locate::{
    At, CopiedPart, Locate, Named, SeesReferences, Steps, Way, along, along_mut, located, located_mut, located_shadow,
    located_shadow_mut, shadow_along, shadow_along_mut,
};
pub use crate::operand::number;
pub use crate::operators::generated::*;
pub use crate::operators::generated_levels::*;
pub use crate::operators::{
    AddAssignRule, AddRule, DivAssignRule, DivRule, MulAssignRule, MulRule, NegRule, RemAssignRule, RemRule,
    SubAssignRule, SubRule, add_reverse, add_tangent, div_reverse, div_tangent, mul_reverse, mul_tangent, neg_reverse,
    neg_tangent, rem_reverse, rem_tangent, sub_reverse, sub_tangent,
};
pub use crate::order::{LowOrder, OfOrder, Pulled, of_order};
pub use crate::part::motions::{OfConstant, OfElements, OfVec};
pub use crate::part::tuples::*;
pub use crate::part::{
    Lent, LentDot, LentNoDot, LentNothing, LentShadow, LentSomeDot, Part, element, element_ref, unwanted,
};
pub use crate::partial_sums::partial_sums;
pub use crate::passive::{logical, passive, reported, step};
pub use crate::payload::{
    apart, err, err_mut, error_part, is_some, optional, set_once, some, some_mut, with_error, without_error,
};
pub use crate::positions::{Keys, Length, Positions, count, keys};
pub use crate::products::{add_products, add_rows};
pub use crate::receiver::{ByReference, ByValue, by_reference};
pub use crate::scalar_methods::{ScalarMethods, ScalarMethodsTwice};
pub use crate::sweep::{
    HeldShadow, NoSeed, ReverseMode, SecondOrder, ThirdOrder, absent, absent_at, cast_reverse, either, is_active, item,
    lasting, like, no_seed, sum,
};
use crate::tangent::check_sum;
pub use crate::tape::{PopWhole, PushWhole, Recordable, Restored, Whole, pop_whole, pop_whole_at, push_whole};
pub use crate::walk::{Walk, walk, walk_mut};
pub use crate::{__part as part, __part_ref as part_ref};
pub use crate::{Differentiable, Place, Real, Record, Site, Tangent, Tape, rules, stop_gradient};
pub use chainrule_macros::__part_of as part_of;

/// A number, of the scalar type that its use tells.
#[inline]
#[must_use]
pub fn constant<T: Real>(value: f64) -> T {
    T::constant(value)
}

/// How many numbers are in `lo..hi`, where literals may leave their type open.
#[inline]
#[must_use]
pub fn length(lo: usize, hi: usize) -> usize {
    hi.saturating_sub(lo)
}

/// A scalar in another precision.
#[inline]
#[must_use]
pub fn convert<S: Real, T: Real>(value: S) -> T {
    T::constant(value.into_f64())
}

/// A scalar in double precision.
#[inline]
#[must_use]
pub fn to_f64<T: Real>(value: T) -> f64 {
    value.into_f64()
}

/// Of a pullback that holds on to the lifetimes in `T`.
pub trait Captures<T> {}

impl<T, P: ?Sized> Captures<T> for P {}

/// Adds `contribution` to the adjoint `bar`.
#[inline]
#[track_caller]
pub fn accumulate<T, C: Contribution<T>>(bar: &mut T, contribution: C) {
    contribution.add_to(bar);
}

/// Takes the adjoint of a value that was overwritten, and leaves the zero of the shape of `primal`.
#[inline]
#[must_use]
pub fn take<V: Differentiable + ?Sized, F: FieldDot<V::Tangent>>(bar: &mut F, primal: &V) -> F {
    core::mem::replace(bar, crate::forward::field_zero(primal))
}

/// Takes the adjoint of a value that was overwritten, and leaves `zero`.
#[inline]
pub fn replace<T>(bar: &mut T, zero: T) -> T {
    core::mem::replace(bar, zero)
}

/// The zero of the shape of `value`.
#[inline]
#[must_use]
pub fn zero_tangent<V: Differentiable + ?Sized>(value: &V) -> V::Tangent {
    value.zero_tangent()
}

/// A shadow for an argument that the caller holds constant.
#[inline]
#[must_use]
pub fn dummy_shadow<V: Differentiable + ?Sized>(value: &V) -> V::Tangent {
    value.dummy_shadow()
}

/// A constant argument whose type may have no derivative: the called function then holds it constant, and any shadow
/// will do.
#[derive(Clone, Copy, Debug)]
pub struct Dummy<'a, V: ?Sized>(pub &'a V);

impl<V: Differentiable + ?Sized> Dummy<'_, V> {
    /// That of [`dummy_shadow`].
    #[inline]
    #[must_use]
    pub fn shadow(self) -> V::Tangent {
        self.0.dummy_shadow()
    }
}

/// The zero of a value that may have no derivative: then nothing.
#[derive(Debug)]
pub struct Zero<'a, V: ?Sized>(pub &'a V);

impl<V: Differentiable + ?Sized> Zero<'_, V> {
    /// The zero.
    #[inline]
    #[must_use]
    pub fn zero(self) -> V::Tangent {
        self.0.zero_tangent()
    }
}

/// The zero of a [`Zero`] without a derivative.
pub trait ZeroOfNothing: Sized {
    /// Nothing.
    #[inline]
    fn zero(self) {}
}

impl<V: ?Sized> ZeroOfNothing for Zero<'_, V> {}

/// The shadow of a [`Dummy`] without a derivative.
pub trait NoShadow: Sized {
    /// Nothing.
    #[inline]
    fn shadow(self) {}
}

impl<V: ?Sized> NoShadow for Dummy<'_, V> {}

/// The shadow `bar` that a caller hands in, and whether it is wanted; `own` stands in for one that is not.
#[inline]
pub fn shadow<'b, V: Differentiable + ?Sized>(
    value: &V,
    bar: Option<&'b mut V::Shadow>,
    own: &'b mut Option<V::Tangent>,
) -> (&'b mut V::Shadow, bool) {
    match bar {
        Some(bar) => (bar, true),
        None => (own.insert(value.dummy_shadow()).borrow_mut(), false),
    }
}

/// The shadow `bar` of what is overwritten; `own` stands in for one that the caller does not want.
#[inline]
pub fn inout_shadow<'b, V: Differentiable + ?Sized>(
    value: &V,
    bar: Option<&'b mut V::Shadow>,
    own: &'b mut Option<V::Tangent>,
) -> &'b mut V::Shadow {
    match bar {
        Some(bar) => bar,
        None => own.insert(value.zero_tangent()).borrow_mut(),
    }
}

/// Adds a cotangent to the shadow that a caller hands in.
#[inline]
#[track_caller]
pub fn add_to<T: Tangent>(bar: Option<&mut T>, cotangent: T) {
    if let Some(bar) = bar {
        bar.accumulate(cotangent);
    }
}

/// Panics unless `shadow` has the shape of `value`, the variable `name`.
#[inline]
#[track_caller]
pub fn check_shadow<V: Differentiable + ?Sized>(name: &str, value: &V, shadow: &V::Shadow) {
    value.check_shadow(Place::root(name), shadow);
}

/// Panics unless `tangent` has the shape of `value`, the variable `name`.
#[inline]
#[track_caller]
pub fn check_tangent<V: Differentiable + ?Sized>(name: &str, value: &V, tangent: &V::Shadow) {
    value.check_shadow(Place::of_tangent(name), tangent);
}

/// The cotangent that a call returns, as the adjoint of its argument.
#[inline]
#[must_use]
pub fn cotangent<C: Cotangent<T>, T>(cotangent: C) -> T {
    cotangent.into_adjoint()
}

/// The adjoint of an element that was pushed onto a `Vec`, taken off its shadow.
#[inline]
#[must_use]
pub fn pop_element<T>(bars: &mut Vec<T>) -> T {
    match bars.pop() {
        Some(bar) => bar,
        None => unreachable!("bug in chainrule: the shadow is shorter than its primal"),
    }
}

/// Makes the adjoint of a value that was overwritten zero.
#[inline]
pub fn clear<V: Differentiable + ?Sized, F: FieldDot<V::Tangent>>(bar: &mut F, primal: &V) {
    *bar = crate::forward::field_zero(primal);
}

/// `tangent` times `factor`.
#[inline]
#[must_use]
pub fn scaled<T: Tangent, S: Real>(mut tangent: T, factor: S) -> T {
    tangent.scale(num_traits::ToPrimitive::to_f64(&factor).unwrap_or(f64::NAN));
    tangent
}

/// Adds `contributions` to the adjoints `bars`, element by element.
#[inline]
#[track_caller]
pub fn accumulate_elements<T: Tangent, C>(bars: &mut [T], contributions: C)
where
    C: IntoIterator<Item = T, IntoIter: ExactSizeIterator>,
{
    let contributions = contributions.into_iter();
    check_sum(bars.len(), contributions.len());
    for (bar, contribution) in bars.iter_mut().zip(contributions) {
        bar.accumulate(contribution);
    }
}

/// The tangent of what a reference of one type refers to, for a field of another: an array may stand as a slice.
#[inline]
#[track_caller]
pub fn referred<S: Referred<T>, T>(tangent: S) -> T {
    tangent.referred()
}

/// See [`referred`].
pub trait Referred<T> {
    /// The same elements.
    fn referred(self) -> T;
}

impl<T> Referred<T> for T {
    #[inline]
    fn referred(self) -> T {
        self
    }
}

impl<T, const N: usize> Referred<Vec<T>> for [T; N] {
    #[inline]
    fn referred(self) -> Vec<T> {
        self.into_iter().collect()
    }
}

/// Brings back the contents of a slice.
#[inline]
pub fn copy_slice<T: Clone>(target: &mut [T], source: &[T]) {
    target.clone_from_slice(source);
}
