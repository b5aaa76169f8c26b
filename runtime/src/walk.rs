//! Ways along parts of one type: lists and trees that a reference walks through.
//!
//! ```text
//! let mut node = &list;           let mut node_way = Walk::new();
//! node.value                      walk(&node_way, &list, |at, step| match step { (0, _) => &at.next, … }).value
//! node = &node.next;              node_way = node_way.then(0, 0);
//! ```
//!
//! The same way leads to the same part of a shadow. A way shares its beginning with those that it was made from.

use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::blank::Blank;
use crate::tape::{Record, Tape};

/// One step: which of the moves of the function, and the index in it.
type Step = (usize, usize);

/// The steps that were taken, the last one first.
#[derive(Clone, Debug, Default)]
pub struct Walk(Option<Arc<Hop>>);

#[derive(Debug)]
struct Hop {
    step: Step,
    before: Walk,
}

impl Walk {
    /// The way to where it starts.
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Walk(None)
    }

    /// The way goes on by this move, at this index.
    #[inline]
    #[must_use]
    pub fn then(&self, step: usize, index: usize) -> Self {
        Walk(Some(Arc::new(Hop { step: (step, index), before: self.clone() })))
    }

    /// The steps, the first one first.
    fn steps(&self) -> impl Iterator<Item = Step> {
        let mut all = Vec::new();
        let mut hop = self.0.as_ref();
        while let Some(this) = hop {
            all.push(this.step);
            hop = this.before.0.as_ref();
        }
        all.into_iter().rev()
    }
}

/// Without recursion: a way may be long.
impl Drop for Walk {
    fn drop(&mut self) {
        let mut next = self.0.take();
        while let Some(hop) = next {
            next = Arc::into_inner(hop).and_then(|mut hop| hop.before.0.take());
        }
    }
}

impl Record for Walk {
    #[inline]
    fn record(self, tape: &mut Tape) {
        tape.push_other(self);
    }

    #[inline]
    fn restore(tape: &mut Tape) -> Self {
        tape.pop_other()
    }
}

impl Blank for Walk {
    #[inline]
    fn blank() -> Self {
        Walk::new()
    }
}

/// The part at the end of the way.
#[inline]
pub fn walk<'w, T: ?Sized>(way: &Walk, base: &'w T, follow: impl for<'s> Fn(&'s T, Step) -> &'s T) -> &'w T {
    way.steps().fold(base, follow)
}

/// The same, to be changed.
#[inline]
pub fn walk_mut<'w, T: ?Sized>(
    way: &Walk,
    base: &'w mut T,
    follow: impl for<'s> Fn(&'s mut T, Step) -> &'s mut T,
) -> &'w mut T {
    way.steps().fold(base, follow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_keeps_what_it_was_made_from() {
        let first = Walk::new().then(0, 3);
        let (left, right) = (first.then(1, 0), first.then(2, 0));
        assert!(left.steps().eq([(0, 3), (1, 0)]));
        assert!(right.steps().eq([(0, 3), (2, 0)]));
        assert!(first.steps().eq([(0, 3)]));
    }

    #[test]
    fn a_long_way_is_dropped() {
        let way = (0..1_000_000).fold(Walk::new(), |way, _| way.then(0, 0));
        let kept = way.clone();
        drop(way);
        assert_eq!(kept.steps().count(), 1_000_000);
    }
}
