//! The values that a tape can hold.

use alloc::vec::Vec;
use core::array;

use super::Tape;

/// A value that can be recorded on a [`Tape`] and restored from it.
///
/// ```
/// use chainrule::{Record, Tape};
///
/// let mut tape = Tape::new();
/// Some(1.0).record(&mut tape);
/// assert_eq!(Option::<f64>::restore(&mut tape), Some(1.0));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be recorded for the reverse sweep",
    note = "numbers, `bool`, `char`, `()`, and arrays, tuples, `Vec`, `Option`, `Box` of those can",
    note = "a type of one's own can with `#[derive(Differentiable)]`"
)]
pub trait Record: Sized {
    /// Puts the value on the tape.
    ///
    /// ```
    /// # use chainrule::{Record, Tape};
    /// # let mut tape = Tape::new();
    /// 1.0.record(&mut tape);
    /// assert!(!tape.is_empty());
    /// ```
    fn record(self, tape: &mut Tape);

    /// Takes the value that was recorded last.
    ///
    /// ```
    /// # use chainrule::{Record, Tape};
    /// # let mut tape = Tape::new();
    /// 1.0.record(&mut tape);
    /// assert_eq!(f64::restore(&mut tape), 1.0);
    /// ```
    ///
    /// # Panics
    ///
    /// If the tape is empty.
    #[must_use]
    fn restore(tape: &mut Tape) -> Self;

    /// Records `values` one after the other.
    #[doc(hidden)]
    #[inline]
    fn record_all(values: impl Iterator<Item = Self>, tape: &mut Tape) {
        for value in values {
            value.record(tape);
        }
    }

    /// Records an array.
    #[doc(hidden)]
    #[inline]
    fn record_array<const N: usize>(values: [Self; N], tape: &mut Tape) {
        Self::record_all(values.into_iter(), tape);
    }

    /// Records an array of arrays.
    #[doc(hidden)]
    #[inline]
    fn record_arrays<const N: usize, const M: usize>(arrays: [[Self; N]; M], tape: &mut Tape) {
        for values in arrays {
            Self::record_array(values, tape);
        }
    }

    /// Restores as many values as `values` holds, the last one first.
    #[doc(hidden)]
    #[inline]
    fn restore_all(values: &mut [Self], tape: &mut Tape) {
        for value in values.iter_mut().rev() {
            *value = Self::restore(tape);
        }
    }

    /// Restores `N` values.
    #[doc(hidden)]
    #[inline]
    fn restore_array<const N: usize>(tape: &mut Tape) -> [Self; N] {
        let mut values = array::from_fn(|_| Self::restore(tape));
        values.reverse();
        values
    }

    /// Restores an array of arrays.
    #[doc(hidden)]
    #[inline]
    fn restore_arrays<const N: usize, const M: usize>(tape: &mut Tape) -> [[Self; N]; M] {
        let mut arrays = array::from_fn(|_| Self::restore_array(tape));
        arrays.reverse();
        arrays
    }

    /// Restores `length` values into `values`.
    #[doc(hidden)]
    #[inline]
    fn restore_into(length: usize, values: &mut Vec<Self>, tape: &mut Tape) {
        *values = Self::restore_vec(length, tape);
    }

    /// Restores `length` values.
    #[doc(hidden)]
    #[inline]
    fn restore_vec(length: usize, tape: &mut Tape) -> Vec<Self> {
        let mut values: Vec<Self> = (0..length).map(|_| Self::restore(tape)).collect();
        values.reverse();
        values
    }
}
