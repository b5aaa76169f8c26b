//! How scalars lie in the lanes of a tape.

use alloc::vec::Vec;
use core::array;

use super::{Record, Tape, underflow};

/// The least room that a lane gets, so that a short tape allocates once.
const FIRST: usize = 64;

#[inline]
fn push<W>(lane: &mut Vec<W>, word: W) {
    if lane.len() == lane.capacity() {
        grow(lane);
    }
    lane.push(word);
}

#[cold]
#[inline(never)]
fn grow<W>(lane: &mut Vec<W>) {
    lane.reserve(lane.len().max(FIRST));
}

#[inline]
fn pop<W>(lane: &mut Vec<W>) -> W {
    match lane.pop() {
        Some(word) => word,
        None => underflow(),
    }
}

/// The index of the first of the last `count` words.
#[inline]
fn tail<W>(lane: &[W], count: usize) -> usize {
    match lane.len().checked_sub(count) {
        Some(start) => start,
        None => underflow(),
    }
}

/// Implements [`Record`] for a scalar that lies as one word in a lane.
macro_rules! word {
    ($scalar:ty, $lane:ident, $to_word:expr, $from_word:expr) => {
        impl Record for $scalar {
            #[inline]
            fn record(self, tape: &mut Tape) {
                push(&mut tape.$lane, $to_word(self));
            }

            #[inline]
            fn restore(tape: &mut Tape) -> Self {
                $from_word(pop(&mut tape.$lane))
            }

            #[inline]
            fn record_all(values: impl Iterator<Item = Self>, tape: &mut Tape) {
                tape.$lane.extend(values.map($to_word));
            }

            #[inline]
            fn restore_all(values: &mut [Self], tape: &mut Tape) {
                let lane = &mut tape.$lane;
                let start = tail(lane, values.len());
                for (value, word) in values.iter_mut().zip(&lane[start..]) {
                    *value = $from_word(*word);
                }
                lane.truncate(start);
            }

            #[inline]
            fn restore_array<const N: usize>(tape: &mut Tape) -> [Self; N] {
                let lane = &mut tape.$lane;
                let start = tail(lane, N);
                let words = &lane[start..];
                let values = array::from_fn(|index| $from_word(words[index]));
                lane.truncate(start);
                values
            }

            #[inline]
            fn record_array<const N: usize>(values: [Self; N], tape: &mut Tape) {
                tape.$lane.extend(values.iter().map(|value| $to_word(*value)));
            }

            #[inline]
            fn record_arrays<const N: usize, const M: usize>(arrays: [[Self; N]; M], tape: &mut Tape) {
                tape.$lane.extend(arrays.as_flattened().iter().map(|value| $to_word(*value)));
            }

            #[inline]
            fn restore_arrays<const N: usize, const M: usize>(tape: &mut Tape) -> [[Self; N]; M] {
                let lane = &mut tape.$lane;
                let start = tail(lane, N * M);
                let words = &lane[start..];
                let arrays = array::from_fn(|i| array::from_fn(|j| $from_word(words[i * N + j])));
                lane.truncate(start);
                arrays
            }

            #[inline]
            fn restore_vec(length: usize, tape: &mut Tape) -> Vec<Self> {
                let lane = &mut tape.$lane;
                let start = tail(lane, length);
                let values = lane[start..].iter().map(|word| $from_word(*word)).collect();
                lane.truncate(start);
                values
            }

            #[inline]
            fn restore_into(length: usize, values: &mut Vec<Self>, tape: &mut Tape) {
                let lane = &mut tape.$lane;
                let start = tail(lane, length);
                values.clear();
                values.extend(lane[start..].iter().map(|word| $from_word(*word)));
                lane.truncate(start);
            }
        }
    };
}

word!(f64, reals, |real: f64| real, |word: f64| word);

#[allow(clippy::cast_possible_truncation, reason = "it was an `f32` before")]
const fn narrow(word: f64) -> f32 {
    word as f32
}

word!(f32, reals, f64::from, narrow);

/// Integers lie in a word, sign-extended; reading cuts off what the extension added.
macro_rules! integer {
    ($($integer:ident)*) => {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_possible_wrap,
            clippy::cast_sign_loss,
            clippy::cast_lossless,
            clippy::unnecessary_cast,
            trivial_numeric_casts,
            reason = "the casts of one type are inverse to each other"
        )]
        const _: () = {
            $(word!($integer, integers, |integer: $integer| integer as u64, |word: u64| word as $integer);)*
        };
    };
}

integer! { u8 u16 u32 u64 usize i8 i16 i32 i64 isize }

/// The wide integers lie in two words, the upper one first.
macro_rules! wide {
    ($($integer:ident)*) => {$(
        impl Record for $integer {
            #[inline]
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "each word takes its half of the bits"
            )]
            fn record(self, tape: &mut Tape) {
                tape.push((self as u64, (self >> 64) as u64));
            }

            #[inline]
            fn restore(tape: &mut Tape) -> Self {
                let (low, high) = tape.pop::<(u64, u64)>();
                (Self::from(high) << 64) | Self::from(low)
            }
        }
    )*};
}

wide! { u128 i128 }

impl Record for bool {
    #[inline]
    fn record(self, tape: &mut Tape) {
        tape.bits.push(self);
    }

    #[inline]
    fn restore(tape: &mut Tape) -> Self {
        tape.bits.pop()
    }
}

impl Record for char {
    #[inline]
    fn record(self, tape: &mut Tape) {
        tape.push(u32::from(self));
    }

    #[inline]
    fn restore(tape: &mut Tape) -> Self {
        match char::from_u32(tape.pop()) {
            Some(char) => char,
            None => unreachable!("bug in chainrule: the tape holds no `char` here"),
        }
    }
}

impl Record for () {
    #[inline]
    fn record(self, _tape: &mut Tape) {}

    #[inline]
    fn restore(_tape: &mut Tape) {}
}
