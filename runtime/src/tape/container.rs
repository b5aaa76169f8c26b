//! How containers and values of the standard library lie on a tape; tuples stand with their other traits.

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet, BinaryHeap, VecDeque};
use alloc::rc::Rc;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::any::Any;
use core::cmp::{Ordering, Reverse};
use core::marker::PhantomData;
use core::ops::Range;
use core::time::Duration;

use super::{Record, Tape};

impl<T: Record, const N: usize> Record for [T; N] {
    #[inline]
    fn record(self, tape: &mut Tape) {
        T::record_array(self, tape);
    }

    #[inline]
    fn restore(tape: &mut Tape) -> Self {
        T::restore_array(tape)
    }

    #[inline]
    fn record_array<const M: usize>(values: [Self; M], tape: &mut Tape) {
        T::record_arrays(values, tape);
    }

    #[inline]
    fn restore_array<const M: usize>(tape: &mut Tape) -> [Self; M] {
        T::restore_arrays(tape)
    }

    #[inline]
    fn restore_all(values: &mut [Self], tape: &mut Tape) {
        T::restore_all(values.as_flattened_mut(), tape);
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

impl<T: ?Sized> Record for PhantomData<T> {
    #[inline]
    fn record(self, _tape: &mut Tape) {}

    #[inline]
    fn restore(_tape: &mut Tape) -> Self {
        PhantomData
    }
}

impl<T: Record> Record for Reverse<T> {
    #[inline]
    fn record(self, tape: &mut Tape) {
        self.0.record(tape);
    }

    #[inline]
    fn restore(tape: &mut Tape) -> Self {
        Reverse(T::restore(tape))
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

/// An error of any type is recorded as a whole.
impl<T: Record, E: Any + Clone + Send + Sync> Record for Result<T, E> {
    #[inline]
    fn record(self, tape: &mut Tape) {
        let success = self.is_ok();
        match self {
            Ok(value) => value.record(tape),
            Err(error) => tape.push_other(error),
        }
        tape.push(success);
    }

    #[inline]
    fn restore(tape: &mut Tape) -> Self {
        if tape.pop() { Ok(T::restore(tape)) } else { Err(tape.pop_other()) }
    }
}

impl<T: Record> Record for VecDeque<T> {
    #[inline]
    fn record(self, tape: &mut Tape) {
        Vec::from(self).record(tape);
    }

    #[inline]
    fn restore(tape: &mut Tape) -> Self {
        Vec::restore(tape).into()
    }
}

macro_rules! maps {
    ($([$($generics:tt)*] $map:ty;)*) => {$(
        /// A map is recorded as its entries.
        impl<$($generics)*> Record for $map {
            #[inline]
            fn record(self, tape: &mut Tape) {
                Vec::from_iter(self).record(tape);
            }

            #[inline]
            fn restore(tape: &mut Tape) -> Self {
                Vec::<(K, V)>::restore(tape).into_iter().collect()
            }
        }
    )*};
}

maps! {
    [K: Record + Ord, V: Record] BTreeMap<K, V>;
}

#[cfg(feature = "std")]
maps! {
    [K: Record + Eq + core::hash::Hash, V: Record, S: core::hash::BuildHasher + Default]
        std::collections::HashMap<K, V, S>;
}

macro_rules! sets {
    ($([$($generics:tt)*] $set:ty;)*) => {$(
        /// A set is recorded as its elements.
        impl<$($generics)*> Record for $set {
            #[inline]
            fn record(self, tape: &mut Tape) {
                Vec::from_iter(self).record(tape);
            }

            #[inline]
            fn restore(tape: &mut Tape) -> Self {
                Vec::<T>::restore(tape).into_iter().collect()
            }
        }
    )*};
}

sets! {
    [T: Record + Ord] BTreeSet<T>;
    [T: Record + Ord] BinaryHeap<T>;
}

#[cfg(feature = "std")]
sets! {
    [T: Record + Eq + core::hash::Hash, S: core::hash::BuildHasher + Default] std::collections::HashSet<T, S>;
}

impl<M: Record> Record for crate::holders::Entries<M> {
    #[inline]
    fn record(self, tape: &mut Tape) {
        self.0.record(tape);
    }

    #[inline]
    fn restore(tape: &mut Tape) -> Self {
        Self(M::restore(tape))
    }
}

impl Record for &'static str {
    #[inline]
    fn record(self, tape: &mut Tape) {
        tape.push_other(self);
    }

    #[inline]
    fn restore(tape: &mut Tape) -> Self {
        tape.pop_other()
    }
}

/// Text lies on the tape as its bytes.
impl Record for String {
    #[inline]
    fn record(self, tape: &mut Tape) {
        self.into_bytes().record(tape);
    }

    #[inline]
    fn restore(tape: &mut Tape) -> Self {
        String::from_utf8(Vec::restore(tape)).unwrap_or_else(|_| unreachable!("bug in chainrule: bytes of a text"))
    }
}

macro_rules! shared {
    ($($pointer:ident)*) => {$(
        /// What is shared is recorded as a value of its own.
        impl<T: Record + Clone> Record for $pointer<T> {
            #[inline]
            fn record(self, tape: &mut Tape) {
                $pointer::unwrap_or_clone(self).record(tape);
            }

            #[inline]
            fn restore(tape: &mut Tape) -> Self {
                $pointer::new(T::restore(tape))
            }
        }
    )*};
}

shared! { Rc Arc }

impl Record for Ordering {
    #[inline]
    fn record(self, tape: &mut Tape) {
        tape.push(self as i8);
    }

    #[inline]
    fn restore(tape: &mut Tape) -> Self {
        tape.pop::<i8>().cmp(&0)
    }
}

impl Record for Duration {
    #[inline]
    fn record(self, tape: &mut Tape) {
        tape.push((self.as_secs(), self.subsec_nanos()));
    }

    #[inline]
    fn restore(tape: &mut Tape) -> Self {
        let (seconds, nanoseconds) = tape.pop();
        Duration::new(seconds, nanoseconds)
    }
}

impl<T: Record> Record for Range<T> {
    #[inline]
    fn record(self, tape: &mut Tape) {
        (self.start, self.end).record(tape);
    }

    #[inline]
    fn restore(tape: &mut Tape) -> Self {
        let (start, end) = Record::restore(tape);
        start..end
    }
}
