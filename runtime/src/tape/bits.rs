//! The lane of booleans: one bit each, which measures as fast as a byte and is an eighth of it.

use alloc::vec::Vec;

/// A stack of bits.
///
/// `last` holds the newest bits, the newest lowest, under a leading one that marks how many they
/// are. A full word of 63 bits moves to `full`.
#[derive(Clone, Debug)]
pub(super) struct Bits {
    full: Vec<u64>,
    last: u64,
}

/// The last word when it holds no bit.
const EMPTY: u64 = 1;

impl Default for Bits {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl Bits {
    #[inline]
    pub(super) const fn new() -> Self {
        Self { full: Vec::new(), last: EMPTY }
    }

    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.last == EMPTY && self.full.is_empty()
    }

    /// Forgets all bits, and keeps the memory.
    #[cfg(feature = "std")]
    #[inline]
    pub(super) fn clear(&mut self) {
        self.full.clear();
        self.last = EMPTY;
    }

    /// Words that have room.
    #[cfg(feature = "std")]
    pub(super) fn capacity(&self) -> usize {
        self.full.capacity()
    }

    #[inline]
    pub(super) fn push(&mut self, bit: bool) {
        self.last = self.last << 1 | u64::from(bit);
        if self.last.leading_zeros() == 0 {
            self.store();
        }
    }

    #[inline]
    pub(super) fn pop(&mut self) -> bool {
        if self.last == EMPTY {
            self.load();
        }
        let bit = self.last & 1 == 1;
        self.last >>= 1;
        bit
    }

    #[cold]
    #[inline(never)]
    fn store(&mut self) {
        self.full.push(self.last);
        self.last = EMPTY;
    }

    #[cold]
    #[inline(never)]
    fn load(&mut self) {
        match self.full.pop() {
            Some(word) => self.last = word,
            None => super::underflow(),
        }
    }
}
