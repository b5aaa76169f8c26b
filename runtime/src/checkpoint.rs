//! Schedules of checkpoints: which states of a loop are kept, and which iterations run again from them.

use alloc::vec::Vec;

/// An integer that counts the iterations of a loop.
#[diagnostic::on_unimplemented(
    message = "a loop over a range of `{Self}` cannot be divided into segments",
    note = "`#[checkpoint]` divides ranges of integers",
    note = "count with an integer, or put `#[checkpoint]` on a block inside of the loop"
)]
pub trait Counter: Copy + PartialOrd {
    /// How many steps of one there are from here to `hi`.
    fn steps_to(self, hi: Self) -> usize;
    /// `by` steps further.
    #[must_use]
    fn further(self, by: usize) -> Self;
}

macro_rules! counter {
    ($($integer:ident $unsigned:ident)*) => {$(
        #[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]
        impl Counter for $integer {
            #[inline]
            fn steps_to(self, hi: Self) -> usize {
                if self < hi { hi.wrapping_sub(self) as $unsigned as usize } else { 0 }
            }

            #[inline]
            fn further(self, by: usize) -> Self {
                self.wrapping_add(by as Self)
            }
        }
    )*};
}

counter! {
    u8 u8 u16 u16 u32 u32 u64 u64 u128 u128 usize usize
    i8 u8 i16 u16 i32 u32 i64 u64 i128 u128 isize usize
}

/// How often a loop over `lo..hi` (or `lo..=hi`) by `step` runs.
#[inline]
#[must_use]
pub fn iterations<T: Counter>(lo: T, hi: T, step: usize, inclusive: bool) -> usize {
    let distance = lo.steps_to(hi) + usize::from(inclusive && lo <= hi);
    distance.div_ceil(step)
}

/// Iterations in a segment: as many as there are segments, or one more.
#[inline]
fn segment_len(iterations: usize) -> usize {
    let root = iterations.isqrt();
    if root * root < iterations { root + 1 } else { root.max(1) }
}

/// Into how many segments the loop is divided.
#[inline]
#[must_use]
pub fn segments<T: Counter>(lo: T, hi: T, step: usize, inclusive: bool) -> usize {
    let all = iterations(lo, hi, step, inclusive);
    all.div_ceil(segment_len(all))
}

/// Where the segment `index` starts.
#[inline]
#[must_use]
pub fn segment_start<T: Counter>(lo: T, hi: T, step: usize, inclusive: bool, index: usize) -> T {
    lo.further(index * segment_len(iterations(lo, hi, step, inclusive)) * step)
}

/// Where the segment `index` ends.
#[inline]
#[must_use]
pub fn segment_end<T: Counter>(lo: T, hi: T, step: usize, inclusive: bool, index: usize) -> T {
    let all = iterations(lo, hi, step, inclusive);
    let end = (index + 1) * segment_len(all);
    if end >= all { hi } else { lo.further(end * step - usize::from(inclusive)) }
}

/// The counter in the iteration `index`.
#[inline]
#[must_use]
pub fn counter_at<T: Counter>(lo: T, step: usize, index: usize) -> T {
    lo.further(index * step)
}

/// How far the schedule runs on from a state before it keeps the next one, where `len` iterations follow and `states`
/// may be kept, that one included.
///
/// Griewank and Walther, *Algorithm 799: Revolve*, ACM Transactions on Mathematical Software 26 (2000).
fn stride(len: usize, states: usize) -> usize {
    debug_assert!(len > 1 && states > 0, "bug in chainrule: nothing to divide");
    if states == 1 {
        return len - 1;
    }
    let (len, states) = (len as u128, states as u128);
    // The least number of repetitions with which so many states reach that far: binomial(states + repetitions, states).
    let (mut repetitions, mut reach) = (0, 1);
    while reach < len {
        repetitions += 1;
        reach = reach * (repetitions + states) / repetitions;
    }
    let less = reach * repetitions / (states + repetitions);
    let fewer = less * states / (states + repetitions - 1);
    let fewest = if states > 2 { fewer * (states - 1) / (states + repetitions - 2) } else { 1 };
    let last = match states {
        2 => 0,
        3 => 1,
        _ => fewest * (states - 2) / repetitions,
    };
    let stride = if len <= less + fewest {
        fewer * (repetitions - 1) / states
    } else if len >= reach - last {
        less
    } else {
        len - fewer - fewest
    };
    usize::try_from(stride).unwrap_or(usize::MAX).max(1)
}

/// The first states that a forward sweep over `expected` iterations keeps: those before these iterations.
fn positions(slots: usize, expected: usize) -> impl Iterator<Item = usize> {
    let (mut free, mut left, mut at) = (slots.max(1), expected, Some(0));
    core::iter::from_fn(move || {
        let here = at?;
        at = (free > 1 && left > 2).then(|| {
            let stride = stride(left, free);
            left -= stride;
            here + stride
        });
        free -= 1;
        Some(here)
    })
}

/// The iteration before which the forward sweep keeps the next state after that before `at`.
#[must_use]
pub fn next_snapshot(slots: usize, expected: usize, at: usize) -> usize {
    positions(slots, expected).find(|position| *position > at).unwrap_or(usize::MAX)
}

/// What the reverse sweep does from the state that was kept last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The state stays for later.
    pub keep: bool,
    /// Iterations that run from it.
    pub advance: usize,
    /// The state that they reach is kept; otherwise the next iteration is reversed.
    pub store: bool,
}

/// The reverse sweep over the iterations of a loop.
#[derive(Clone, Debug)]
pub struct Binomial {
    slots: usize,
    /// The iterations that follow each state, up to the next one.
    lengths: Vec<usize>,
}

/// The steps by which a loop is reversed that ran `trips` times, of `expected` (or 0, where that was not known), with
/// room for `slots` states.
#[must_use]
pub fn binomial(slots: usize, expected: usize, trips: usize) -> Binomial {
    let slots = slots.max(1);
    let mut lengths: Vec<usize> = Vec::new();
    let mut last = 0;
    for position in positions(slots, expected).take_while(|position| *position < trips) {
        if position > 0 {
            lengths.push(position - last);
        }
        last = position;
    }
    if trips > 0 {
        lengths.push(trips - last);
    }
    Binomial { slots, lengths }
}

impl Iterator for Binomial {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let len = self.lengths.pop()?;
        if len == 1 {
            return Some(Step { keep: false, advance: 0, store: false });
        }
        let advance = stride(len, self.slots - self.lengths.len());
        self.lengths.push(advance);
        let store = len - advance > 1;
        if store {
            self.lengths.push(len - advance);
        }
        Some(Step { keep: true, advance, store })
    }
}

#[cfg(test)]
mod tests;
