//! The memory of the forward sweep: what is recorded last is restored first.

mod bits;
mod container;
mod other;
mod record;
mod scalar;

use alloc::vec::Vec;
use core::marker::PhantomData;

use bits::Bits;
use other::Others;
pub use other::{PopWhole, PushWhole, Recordable, Restored, Whole, pop_whole, pop_whole_at, push_whole};
pub use record::Record;

/// A last-in-first-out tape of recorded values, one for a whole gradient evaluation.
///
/// The forward sweep pushes the values that the reverse sweep will need and that are overwritten
/// in between; the reverse sweep pops them in the opposite order. Reals, integers, and bits lie in
/// lanes of their own, each of which grows by doubling; a tape on which nothing is recorded
/// allocates nothing.
///
/// ```
/// use chainrule::Tape;
///
/// let mut tape = Tape::new();
/// tape.push(1.5);
/// tape.push((2_usize, true));
/// assert_eq!(tape.pop::<(usize, bool)>(), (2, true));
/// assert_eq!(tape.pop::<f64>(), 1.5);
/// assert!(tape.is_empty());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Tape {
    reals: Vec<f64>,
    integers: Vec<u64>,
    bits: Bits,
    others: Others,
}

/// What an empty tape owns.
#[cfg(feature = "std")]
#[derive(Debug, Default)]
pub struct Memory {
    reals: Vec<f64>,
    integers: Vec<u64>,
    bits: Bits,
}

#[cfg(feature = "std")]
impl Memory {
    /// Numbers that have room.
    pub(crate) fn capacity(&self) -> usize {
        self.reals.capacity() + self.integers.capacity() + self.bits.capacity()
    }
}

#[cfg(feature = "std")]
impl Tape {
    /// An empty tape that owns this memory.
    pub(crate) fn with_memory(memory: Memory) -> Self {
        let Memory { reals, integers, bits } = memory;
        Self { reals, integers, bits, others: Others::new() }
    }
}

#[cfg(feature = "std")]
impl Drop for Tape {
    #[inline]
    fn drop(&mut self) {
        if crate::workspace::is_any() {
            self.reals.clear();
            self.integers.clear();
            self.bits.clear();
            let (reals, integers) = (core::mem::take(&mut self.reals), core::mem::take(&mut self.integers));
            crate::workspace::give_back(Memory { reals, integers, bits: core::mem::take(&mut self.bits) });
        }
    }
}

/// The type of what one statement of the forward sweep records, for the statement of the reverse
/// sweep that restores it: generated code names no types.
///
/// ```
/// use chainrule::Tape;
///
/// let mut tape = Tape::new();
/// let site = Tape::site();
/// tape.push_at(&site, 2.5_f32);
/// assert_eq!(tape.pop_at(&site), 2.5);
/// ```
#[derive(Debug)]
pub struct Site<T>(PhantomData<fn() -> T>);

impl<T> Clone for Site<T> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Site<T> {}

impl Tape {
    /// An empty tape, which owns no memory but that of a [`Workspace`](crate::Workspace) around it.
    ///
    /// ```
    /// assert!(chainrule::Tape::new().is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub fn new() -> Self {
        #[cfg(feature = "std")]
        if crate::workspace::is_any()
            && let Some(tape) = crate::workspace::lend()
        {
            return tape;
        }
        Self { reals: Vec::new(), integers: Vec::new(), bits: Bits::new(), others: Others::new() }
    }

    /// Whether everything that was recorded has been restored.
    ///
    /// ```
    /// let mut tape = chainrule::Tape::new();
    /// tape.push(1.0);
    /// assert!(!tape.is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.reals.is_empty() && self.integers.is_empty() && self.bits.is_empty() && self.others.is_empty()
    }

    /// Room for one number in each of `len` iterations, `N` times: the columns of a loop.
    ///
    /// ```
    /// let mut tape = chainrule::Tape::new();
    /// let [a, b] = tape.columns(2);
    /// a[1] = 1.5;
    /// b[0] = 2.5;
    /// let [a, b] = tape.last_columns(2);
    /// assert_eq!((a[1], b[0]), (1.5, 2.5));
    /// tape.drop_columns(2, 2);
    /// assert!(tape.is_empty());
    /// ```
    #[inline]
    pub fn columns<const N: usize>(&mut self, len: usize) -> [&mut [f64]; N] {
        let start = self.reals.len();
        self.reals.resize(start + N * len, 0.0);
        let mut rest = &mut self.reals[start..];
        core::array::from_fn(|_| {
            let (column, after) = core::mem::take(&mut rest).split_at_mut(len);
            rest = after;
            column
        })
    }

    /// The columns that were made last, for the reverse sweep.
    ///
    /// # Panics
    ///
    /// If there are fewer numbers on the tape.
    #[inline]
    #[must_use]
    pub fn last_columns<const N: usize>(&self, len: usize) -> [&[f64]; N] {
        let mut rest = &self.reals[self.reals.len() - N * len..];
        core::array::from_fn(|_| {
            let (column, after) = rest.split_at(len);
            rest = after;
            column
        })
    }

    /// Takes `count` columns of `len` numbers off the tape.
    #[inline]
    pub fn drop_columns(&mut self, count: usize, len: usize) {
        self.reals.truncate(self.reals.len() - count * len);
    }

    /// Records `value`.
    ///
    /// ```
    /// let mut tape = chainrule::Tape::new();
    /// tape.push([1.0, 2.0]);
    /// assert_eq!(tape.pop::<[f64; 2]>(), [1.0, 2.0]);
    /// ```
    #[inline]
    pub fn push<T: Record>(&mut self, value: T) {
        value.record(self);
    }

    /// Restores the value that was recorded last.
    ///
    /// ```
    /// let mut tape = chainrule::Tape::new();
    /// tape.push(7_i32);
    /// assert_eq!(tape.pop::<i32>(), 7);
    /// ```
    ///
    /// # Panics
    ///
    /// If there is none; in generated code this is a bug in `chainrule`.
    #[inline]
    #[must_use]
    pub fn pop<T: Record>(&mut self) -> T {
        T::restore(self)
    }

    /// Records every element of `values`.
    ///
    /// ```
    /// let mut tape = chainrule::Tape::new();
    /// tape.push_slice(&[1.0, 2.0]);
    /// assert_eq!(tape.pop::<f64>(), 2.0);
    /// ```
    #[inline]
    pub fn push_slice<T: Record + Clone>(&mut self, values: &[T]) {
        T::record_all(values.iter().cloned(), self);
    }

    /// Restores as many values as `values` holds, in place.
    ///
    /// ```
    /// let mut tape = chainrule::Tape::new();
    /// let mut state = [1.0, 2.0];
    /// tape.push_slice(&state);
    /// state = [0.0; 2];
    /// tape.pop_slice(&mut state);
    /// assert_eq!(state, [1.0, 2.0]);
    /// ```
    ///
    /// # Panics
    ///
    /// If there are fewer; in generated code this is a bug in `chainrule`.
    #[inline]
    pub fn pop_slice<T: Record>(&mut self, values: &mut [T]) {
        T::restore_all(values, self);
    }

    /// Records the elements of `values` and their number, as [`push`](Self::push) would, without a copy of its own.
    ///
    /// ```
    /// let mut tape = chainrule::Tape::new();
    /// tape.push_vec(&[1.0, 2.0]);
    /// assert_eq!(tape.pop::<Vec<f64>>(), [1.0, 2.0]);
    /// ```
    #[inline]
    pub fn push_vec<T: Record + Copy>(&mut self, values: &[T]) {
        self.push_slice(values);
        self.push(values.len());
    }

    /// Restores what [`push_vec`](Self::push_vec) recorded, in the memory that `values` owns.
    ///
    /// ```
    /// let mut tape = chainrule::Tape::new();
    /// tape.push_vec(&[1.0, 2.0]);
    /// let mut values = vec![3.0];
    /// tape.pop_vec(&mut values);
    /// assert_eq!(values, [1.0, 2.0]);
    /// ```
    ///
    /// # Panics
    ///
    /// If there are fewer; in generated code this is a bug in `chainrule`.
    #[inline]
    pub fn pop_vec<T: Record>(&mut self, values: &mut Vec<T>) {
        let length: usize = self.pop();
        T::restore_into(length, values, self);
    }

    /// A site that links one [`push_at`](Self::push_at) to one [`pop_at`](Self::pop_at) by type.
    ///
    /// ```
    /// let site = chainrule::Tape::site::<f64>();
    /// # let _ = site;
    /// ```
    #[inline]
    #[must_use]
    pub const fn site<T>() -> Site<T> {
        Site(PhantomData)
    }

    /// A site of the type that `value` would return. It is never called.
    ///
    /// ```
    /// use chainrule::Tape;
    ///
    /// let x = 1.0_f32;
    /// let site = Tape::site_of(|| x);
    /// let mut tape = Tape::new();
    /// tape.push_at(&site, 2.0);
    /// assert_eq!(tape.pop_at(&site), 2.0_f32);
    /// ```
    #[inline]
    #[must_use]
    pub fn site_of<T>(value: impl FnOnce() -> T) -> Site<T> {
        let _ = value;
        Self::site()
    }

    /// Records `value`, which is of the type of `site`.
    ///
    /// ```
    /// use chainrule::Tape;
    ///
    /// let mut tape = Tape::new();
    /// tape.push_at(&Tape::site::<i8>(), -1);
    /// assert_eq!(tape.pop::<i8>(), -1);
    /// ```
    #[inline]
    pub fn push_at<T: Record>(&mut self, site: &Site<T>, value: T) {
        let _ = site;
        self.push(value);
    }

    /// Restores the value that was recorded last, which is of the type of `site`.
    ///
    /// ```
    /// use chainrule::Tape;
    ///
    /// let mut tape = Tape::new();
    /// tape.push('x');
    /// assert_eq!(tape.pop_at(&Tape::site::<char>()), 'x');
    /// ```
    ///
    /// # Panics
    ///
    /// As [`pop`](Self::pop).
    #[inline]
    #[must_use]
    pub fn pop_at<T: Record>(&mut self, site: &Site<T>) -> T {
        let _ = site;
        self.pop()
    }
}

/// Stops a sweep that restores more than was recorded.
#[cold]
#[inline(never)]
fn underflow() -> ! {
    panic!("bug in chainrule: the tape is empty")
}

#[cfg(test)]
mod tests;
