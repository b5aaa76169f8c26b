//! How arrays, `Vec`, `Option`, and `Box` lie on a tape; tuples stand with their other traits.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::{Record, Tape};

impl<T: Record, const N: usize> Record for [T; N] {
    #[inline]
    fn record(self, tape: &mut Tape) {
        T::record_all(self.into_iter(), tape);
    }

    #[inline]
    fn restore(tape: &mut Tape) -> Self {
        T::restore_array(tape)
    }
}

impl<T: Record> Record for Vec<T> {
    #[inline]
    fn record(self, tape: &mut Tape) {
        let length = self.len();
        T::record_all(self.into_iter(), tape);
        tape.push(length);
    }

    #[inline]
    fn restore(tape: &mut Tape) -> Self {
        let length = tape.pop();
        T::restore_vec(length, tape)
    }
}

impl<T: Record> Record for Option<T> {
    #[inline]
    fn record(self, tape: &mut Tape) {
        let present = self.is_some();
        if let Some(value) = self {
            value.record(tape);
        }
        tape.push(present);
    }

    #[inline]
    fn restore(tape: &mut Tape) -> Self {
        tape.pop::<bool>().then(|| T::restore(tape))
    }
}

impl<T: Record> Record for Box<T> {
    #[inline]
    fn record(self, tape: &mut Tape) {
        T::record(*self, tape);
    }

    #[inline]
    fn restore(tape: &mut Tape) -> Self {
        Box::new(T::restore(tape))
    }
}
