//! Parts of shadows, where a `#[constant]` field has none.

pub mod motions;
pub mod tuples;

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::vec::Vec;
use core::borrow::BorrowMut;
use core::slice::SliceIndex;

use crate::activity::{Active, Inactive};
use crate::differentiable::Differentiable;
use crate::erased::ErasedShadow;

/// A shadow with parts: a container of them, or `()`, the shadow of a constant field, of which every part is `()`.
#[diagnostic::on_unimplemented(
    message = "the shadow `{Self}` cannot be indexed by `{I}`",
    note = "a field that is indexed in a differentiated function is a slice, an array, a `Vec`, a `VecDeque`, or a map"
)]
pub trait Part<I> {
    /// The part.
    type Output: ?Sized;

    /// The part at `index`.
    fn part(&mut self, index: I) -> &mut Self::Output;

    /// The part at `index`, to be read.
    fn part_ref(&self, index: I) -> &Self::Output;
}

impl<I> Part<I> for () {
    type Output = ();

    #[inline]
    fn part(&mut self, _index: I) -> &mut () {
        self
    }

    #[inline]
    fn part_ref(&self, _index: I) -> &() {
        self
    }
}

impl<T, I: SliceIndex<[T]>> Part<I> for [T] {
    type Output = I::Output;

    #[inline]
    #[track_caller]
    fn part(&mut self, index: I) -> &mut I::Output {
        &mut self[index]
    }

    #[inline]
    #[track_caller]
    fn part_ref(&self, index: I) -> &I::Output {
        &self[index]
    }
}

impl<T, I: SliceIndex<[T]>, const N: usize> Part<I> for [T; N] {
    type Output = I::Output;

    #[inline]
    #[track_caller]
    fn part(&mut self, index: I) -> &mut I::Output {
        &mut self[index]
    }

    #[inline]
    #[track_caller]
    fn part_ref(&self, index: I) -> &I::Output {
        &self[index]
    }
}

impl<T, I: SliceIndex<[T]>> Part<I> for Vec<T> {
    type Output = I::Output;

    #[inline]
    #[track_caller]
    fn part(&mut self, index: I) -> &mut I::Output {
        &mut self[index]
    }

    #[inline]
    #[track_caller]
    fn part_ref(&self, index: I) -> &I::Output {
        &self[index]
    }
}

impl<T> Part<usize> for VecDeque<T> {
    type Output = T;

    #[inline]
    #[track_caller]
    fn part(&mut self, index: usize) -> &mut T {
        &mut self[index]
    }

    #[inline]
    #[track_caller]
    fn part_ref(&self, index: usize) -> &T {
        &self[index]
    }
}

impl<I, P: Part<I> + ?Sized> Part<I> for Box<P> {
    type Output = P::Output;

    #[inline]
    #[track_caller]
    fn part(&mut self, index: I) -> &mut P::Output {
        (**self).part(index)
    }

    #[inline]
    #[track_caller]
    fn part_ref(&self, index: I) -> &P::Output {
        (**self).part_ref(index)
    }
}

/// The part of a shadow at `index`.
#[inline]
#[track_caller]
pub fn element<I, P: Part<I> + ?Sized>(bar: &mut P, index: I) -> &mut P::Output {
    bar.part(index)
}

/// The part of a tangent at `index`.
#[inline]
#[track_caller]
pub fn element_ref<I, P: Part<I> + ?Sized>(dot: &P, index: I) -> &P::Output {
    dot.part_ref(index)
}

/// The shadow of a field that is passed on, beside its primal: as it is, unless the field is constant.
#[derive(Debug)]
pub struct Lent<'b, 'a, B: ?Sized, V: ?Sized>(pub &'b mut B, pub &'a V);

impl<'b, V: Differentiable + ?Sized> Lent<'b, '_, (), V> {
    /// A shadow of its own for a constant field, which is not wanted.
    #[inline]
    pub fn shadow(self, own: &'b mut Option<V::Tangent>) -> (&'b mut V::Shadow, Inactive) {
        (own.insert(self.1.dummy_shadow()).borrow_mut(), Inactive)
    }

    /// None for a constant field.
    #[inline]
    #[must_use]
    pub fn wanted<S: ?Sized>(self, _coerce: impl FnOnce(&'b mut V::Shadow) -> &'b mut S) -> Option<&'b mut S>
    where
        V::Shadow: 'b,
    {
        None
    }

    /// None for a constant field, however the method takes it.
    #[inline]
    #[must_use]
    pub fn changed<R>(self) -> Option<R> {
        None
    }
}

/// What a method takes of a tangent that is lent to be changed: rustc alone knows whether it changes it.
pub trait Borrowing<'b, B: ?Sized> {
    /// The reference that it takes.
    fn borrowing(part: &'b mut B) -> Self;
}

impl<'b, B: ?Sized> Borrowing<'b, B> for &'b mut B {
    #[inline]
    fn borrowing(part: &'b mut B) -> Self {
        part
    }
}

impl<'b, B: ?Sized> Borrowing<'b, B> for &'b B {
    #[inline]
    fn borrowing(part: &'b mut B) -> Self {
        part
    }
}

impl<'b, B: ErasedShadow + 'static> Borrowing<'b, B> for &'b mut (dyn ErasedShadow + 'static) {
    #[inline]
    fn borrowing(part: &'b mut B) -> Self {
        part
    }
}

impl<'b, B: ErasedShadow + 'static> Borrowing<'b, B> for &'b (dyn ErasedShadow + 'static) {
    #[inline]
    fn borrowing(part: &'b mut B) -> Self {
        part
    }
}

/// The shadow of a constant field whose type has no derivative.
pub trait LentNothing<'b>: Sized {
    /// Nothing.
    #[inline]
    fn shadow(self, own: &'b mut Option<()>) -> (&'b mut (), Inactive) {
        (own.insert(()), Inactive)
    }

    /// Nothing.
    #[inline]
    fn wanted<S: ?Sized>(self, _coerce: impl FnOnce(&'b mut S) -> &'b mut S) -> Option<&'b mut S> {
        None
    }

    /// Nothing.
    #[inline]
    fn changed<R>(self) -> Option<R> {
        None
    }
}

impl<'b, V: ?Sized> LentNothing<'b> for Lent<'b, '_, (), V> {}

/// The shadow of a field with a derivative.
pub trait LentShadow<'b>: Sized {
    /// The type behind the reference.
    type Shadow: ?Sized + 'b;

    /// The shadow, which is wanted; `own` is for one that is not.
    fn shadow(self, own: &'b mut Option<()>) -> (&'b mut Self::Shadow, Active);

    /// The shadow, as the method takes it: one of a trait takes that of any type.
    fn wanted<S: ?Sized>(self, coerce: impl FnOnce(&'b mut Self::Shadow) -> &'b mut S) -> Option<&'b mut S>;

    /// The tangent, as the method takes it.
    fn changed<R: Borrowing<'b, Self::Shadow>>(self) -> Option<R>;
}

impl<'b, B: ?Sized, V: Differentiable + ?Sized> LentShadow<'b> for Lent<'b, '_, B, V> {
    type Shadow = B;

    #[inline]
    fn shadow(self, _own: &'b mut Option<()>) -> (&'b mut B, Active) {
        (self.0, Active)
    }

    #[inline]
    fn wanted<S: ?Sized>(self, coerce: impl FnOnce(&'b mut B) -> &'b mut S) -> Option<&'b mut S> {
        Some(coerce(self.0))
    }

    #[inline]
    fn changed<R: Borrowing<'b, B>>(self) -> Option<R> {
        Some(R::borrowing(self.0))
    }
}

/// A shadow for an argument that the caller holds constant, in `own`.
#[inline]
pub fn unwanted<'b, V: Differentiable + ?Sized>(value: &V, own: &'b mut Option<V::Tangent>) -> &'b mut V::Shadow {
    own.insert(value.dummy_shadow()).borrow_mut()
}

/// The tangent of a field that is passed on, beside its primal: as it is, unless the field is constant.
#[derive(Debug)]
pub struct LentDot<'d, 'a, T: ?Sized, V: ?Sized>(pub &'d T, pub &'a V);

impl<'d, V: Differentiable + ?Sized> LentDot<'d, '_, (), V> {
    /// A tangent of its own for a constant field, which is not read.
    #[inline]
    pub fn dot(self, own: &'d mut Option<V::Tangent>) -> (&'d V::Shadow, Inactive) {
        (own.insert(self.1.dummy_shadow()).borrow_mut(), Inactive)
    }

    /// None for a constant field.
    #[inline]
    #[must_use]
    pub fn wanted<S: ?Sized>(self, _coerce: impl FnOnce(&'d V::Shadow) -> &'d S) -> Option<&'d S>
    where
        V::Shadow: 'd,
    {
        None
    }
}

/// The tangent of a constant field whose type has no derivative.
pub trait LentNoDot<'d>: Sized {
    /// Nothing.
    #[inline]
    fn dot(self, own: &'d mut Option<()>) -> (&'d (), Inactive) {
        (own.insert(()), Inactive)
    }

    /// Nothing.
    #[inline]
    fn wanted<S: ?Sized>(self, _coerce: impl FnOnce(&'d ()) -> &'d S) -> Option<&'d S> {
        None
    }
}

impl<'d, V: ?Sized> LentNoDot<'d> for LentDot<'d, '_, (), V> {}

/// The tangent of a field with a derivative.
pub trait LentSomeDot<'d>: Sized {
    /// The type behind the reference.
    type Shadow: ?Sized + 'd;

    /// The tangent, which is there; `own` is for one that is not.
    fn dot(self, own: &'d mut Option<()>) -> (&'d Self::Shadow, Active);

    /// The tangent, as the method takes it.
    fn wanted<S: ?Sized>(self, coerce: impl FnOnce(&'d Self::Shadow) -> &'d S) -> Option<&'d S>;
}

impl<'d, T: ?Sized, V: Differentiable + ?Sized> LentSomeDot<'d> for LentDot<'d, '_, T, V> {
    type Shadow = T;

    #[inline]
    fn dot(self, _own: &'d mut Option<()>) -> (&'d T, Active) {
        (self.0, Active)
    }

    #[inline]
    fn wanted<S: ?Sized>(self, coerce: impl FnOnce(&'d T) -> &'d S) -> Option<&'d S> {
        Some(coerce(self.0))
    }
}
