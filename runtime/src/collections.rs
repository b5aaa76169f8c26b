//! What generated code does to containers: orders of sorts, and the inverses of changes in place.

use alloc::vec::Vec;
use core::cmp::Ordering;

use crate::activity::FieldDot;
use crate::differentiable::Differentiable;
use crate::tangent::Tangent;

/// The positions of `values` in ascending order, equal ones as they stand.
#[must_use]
pub fn order<T>(values: &[T], mut compare: impl FnMut(&T, &T) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| compare(&values[*a], &values[*b]));
    order
}

/// The positions of `values` in ascending order of their keys, equal ones as they stand.
#[must_use]
pub fn order_by_key<T, K: Ord>(values: &[T], mut key: impl FnMut(&T) -> K) -> Vec<usize> {
    order(values, |a, b| key(a).cmp(&key(b)))
}

/// Brings the element at `order[k]` to `k`, for all `k`.
pub fn permute<T>(values: &mut [T], order: &[usize]) {
    let mut order = order.to_vec();
    for start in 0..order.len() {
        let mut place = start;
        loop {
            let from = core::mem::replace(&mut order[place], place);
            if from == start {
                break;
            }
            values.swap(place, from);
            place = from;
        }
    }
}

/// Takes [`permute`] back.
pub fn unpermute<T>(values: &mut [T], order: &[usize]) {
    let mut order = order.to_vec();
    for start in 0..order.len() {
        let mut place = core::mem::replace(&mut order[start], start);
        while place != start {
            values.swap(start, place);
            place = core::mem::replace(&mut order[place], place);
        }
    }
}

/// Takes a `swap_remove` back.
#[inline]
pub fn swap_insert<T>(values: &mut Vec<T>, index: usize, value: T) {
    values.push(value);
    let last = values.len() - 1;
    values.swap(index, last);
}

/// The elements behind the first `len`.
#[inline]
pub fn tail<T: Clone>(values: &[T], len: usize) -> impl ExactSizeIterator<Item = T> {
    values[len..].iter().cloned()
}

/// The elements behind the first `len`, taken off.
#[inline]
#[must_use]
pub fn split_off<T>(values: &mut Vec<T>, len: usize) -> Vec<T> {
    values.split_off(len)
}

/// The sum of the adjoints behind the first `len`, taken off.
#[inline]
#[must_use]
pub fn sum_tail<T: Tangent>(bars: &mut Vec<T>, len: usize, zero: T) -> T {
    let len = len.min(bars.len());
    bars.drain(len..).fold(zero, |mut sum, bar| {
        sum.accumulate(bar);
        sum
    })
}

/// Zeros for the elements that were dropped from the end of `primal`; fewer adjoints where it had grown.
#[inline]
pub fn regrow<T: Differentiable, F: FieldDot<Vec<T::Tangent>>>(bars: &mut F, primal: &[T]) {
    bars.change(|bars| {
        bars.truncate(primal.len());
        bars.extend(primal[bars.len()..].iter().map(T::zero_tangent));
    });
}

/// Zeros for elements that were dropped from the middle.
#[inline]
pub fn reopen<T, F: FieldDot<Vec<T>>>(bars: &mut F, at: usize, zeros: Vec<T>) {
    bars.change(|bars| drop(bars.splice(at..at, zeros)));
}

/// Zeros of one shape for the elements `lo..hi` that were dropped.
#[inline]
pub fn reopen_with<T: Clone>(bars: &mut Vec<T>, lo: usize, hi: usize, zero: T) {
    bars.splice(lo..lo, core::iter::repeat_n(zero, hi - lo));
}

/// A row of what `concat` joins.
pub trait Row: Differentiable {
    /// The elements of the row.
    type Element: Tangent;

    /// The adjoint of the row, from the adjoints of all elements.
    fn take_adjoint(&self, bars: &mut impl Iterator<Item = Self::Element>) -> Self::Tangent;
}

impl<T: Differentiable> Row for Vec<T> {
    type Element = T::Tangent;

    #[inline]
    fn take_adjoint(&self, bars: &mut impl Iterator<Item = T::Tangent>) -> Vec<T::Tangent> {
        bars.take(self.len()).collect()
    }
}

impl<T: Differentiable, const N: usize> Row for [T; N] {
    type Element = T::Tangent;

    #[inline]
    fn take_adjoint(&self, bars: &mut impl Iterator<Item = T::Tangent>) -> [T::Tangent; N] {
        core::array::from_fn(|index| bars.next().unwrap_or_else(|| self[index].zero_tangent()))
    }
}

/// The adjoint of `rows` from that of `rows.concat()`.
#[must_use]
pub fn split_like<R: Row>(bars: Vec<R::Element>, rows: &[R]) -> Vec<R::Tangent> {
    let mut bars = bars.into_iter();
    rows.iter().map(|row| row.take_adjoint(&mut bars)).collect()
}
