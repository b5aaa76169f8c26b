//! Containers whose iterators give their elements by position, so that a loop over indices sees the same.

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, VecDeque};
use alloc::rc::Rc;
use alloc::sync::Arc;
use alloc::vec::Vec;

/// A container whose `iter` gives `self[0]`, `self[1]`, ….
#[diagnostic::on_unimplemented(
    message = "a loop over the elements of `{Self}` cannot be differentiated",
    label = "not known to give its elements by position",
    note = "slices, arrays, `Vec` and `VecDeque` do; write the loop over a range of indices instead",
    note = "for `map` of an `Option` or a `Result`, write the type on the `let`: `let y: Option<f64> = x.map(..);`"
)]
pub trait Positions {
    /// The number of elements.
    fn count(&self) -> usize;
}

impl<T> Positions for [T] {
    fn count(&self) -> usize {
        self.len()
    }
}

impl<T, const N: usize> Positions for [T; N] {
    fn count(&self) -> usize {
        N
    }
}

impl<T> Positions for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }
}

impl<T> Positions for VecDeque<T> {
    fn count(&self) -> usize {
        self.len()
    }
}

impl<P: Positions + ?Sized> Positions for &P {
    fn count(&self) -> usize {
        (**self).count()
    }
}

impl<P: Positions + ?Sized> Positions for &mut P {
    fn count(&self) -> usize {
        (**self).count()
    }
}

impl<P: Positions + ?Sized> Positions for Box<P> {
    fn count(&self) -> usize {
        (**self).count()
    }
}

impl<P: Positions + ?Sized> Positions for Rc<P> {
    fn count(&self) -> usize {
        (**self).count()
    }
}

impl<P: Positions + ?Sized> Positions for Arc<P> {
    fn count(&self) -> usize {
        (**self).count()
    }
}

/// The number of elements that a loop over `container` runs over.
#[inline]
pub fn count<P: Positions + ?Sized>(container: &P) -> usize {
    container.count()
}

/// A map, whose entries are those of its keys.
pub trait Keys {
    /// What names an entry.
    type Key;

    /// The keys, in the order in which the map gives them.
    fn keys(&self) -> Vec<Self::Key>;
}

impl<K: Clone, V> Keys for BTreeMap<K, V> {
    type Key = K;

    fn keys(&self) -> Vec<K> {
        self.keys().cloned().collect()
    }
}

#[cfg(feature = "std")]
impl<K: Clone, V, S> Keys for std::collections::HashMap<K, V, S> {
    type Key = K;

    fn keys(&self) -> Vec<K> {
        self.keys().cloned().collect()
    }
}

/// The keys of a map.
#[inline]
pub fn keys<M: Keys>(map: &M) -> Vec<M::Key> {
    map.keys()
}

/// An array by a name of the user's: `type Vec3 = [f64; 3];`.
#[diagnostic::on_unimplemented(
    message = "chainrule does not know the length of this array",
    label = "`{Self}` is no array",
    note = "write the array's type on the `let`: `let a: [f64; 3] = …`"
)]
pub trait Length {
    /// What the elements are.
    type Element;

    /// The number of elements.
    const LENGTH: usize;
}

impl<T, const N: usize> Length for [T; N] {
    type Element = T;

    const LENGTH: usize = N;
}
