//! Values to start from, where an assignment follows on every path that reads them.
//!
//! rustc does not see that the flag of an exit says whether a variable was assigned; generated code declares such a
//! variable with a blank.

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet, BinaryHeap, VecDeque};
use alloc::rc::Rc;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::array;
use core::cmp::{Ordering, Reverse};
use core::marker::PhantomData;
use core::ops::{Range, RangeFrom, RangeInclusive};

use crate::Tape;

/// A value of no meaning.
///
/// ```
/// use chainrule::__private::blank;
///
/// let mut sum: Result<[f64; 2], String> = blank();
/// sum = Ok([1.0, 2.0]);
/// # let _ = sum;
/// ```
#[diagnostic::on_unimplemented(
    message = "a variable of type `{Self}` is assigned in one branch and read in another",
    note = "derive `Differentiable` for it"
)]
pub trait Blank {
    /// One.
    fn blank() -> Self;
}

/// A value of no meaning.
#[inline]
#[must_use]
pub fn blank<T: Blank>() -> T {
    T::blank()
}

/// Values of no meaning, as many as what they become has elements.
#[inline]
#[must_use]
pub fn blank_array<T: Blank, const N: usize>() -> [T; N] {
    blank()
}

/// As many of `element` as what they become has.
#[inline]
#[must_use]
pub fn array_of<T: Clone, const N: usize>(element: T) -> [T; N] {
    array::from_fn(|_| element.clone())
}

macro_rules! defaults {
    ($($name:ty)*) => {$(
        impl Blank for $name {
            #[inline]
            fn blank() -> Self {
                Self::default()
            }
        }
    )*};
}

defaults!(() f64 f32 bool char usize isize u8 u16 u32 u64 u128 i8 i16 i32 i64 i128 String Tape &str);

macro_rules! wrapped {
    ($([$($generics:tt)*] $name:ty, $blank:expr;)*) => {$(
        impl<$($generics)*> Blank for $name {
            #[inline]
            fn blank() -> Self {
                $blank
            }
        }
    )*};
}

wrapped! {
    [] Ordering, Ordering::Equal;
    [T] Vec<T>, Vec::new();
    [T] VecDeque<T>, VecDeque::new();
    [T] Option<T>, None;
    [T] &[T], &[];
    [T: ?Sized] PhantomData<T>, PhantomData;
    [K, V] BTreeMap<K, V>, BTreeMap::new();
    [T] BTreeSet<T>, BTreeSet::new();
    [T: Ord] BinaryHeap<T>, BinaryHeap::new();
    [T: Blank, E] Result<T, E>, Ok(blank());
    [T: Blank, const N: usize] [T; N], array::from_fn(|_| blank());
    [T: Blank] Box<T>, Box::new(blank());
    [T: Blank] Rc<T>, Rc::new(blank());
    [T: Blank] Arc<T>, Arc::new(blank());
    [T: Blank] Reverse<T>, Reverse(blank());
    [T: Blank] Range<T>, blank()..blank();
    [T: Blank] RangeFrom<T>, blank()..;
    [T: Blank] RangeInclusive<T>, blank()..=blank();
}

#[cfg(feature = "std")]
impl<K, V, S: Default> Blank for std::collections::HashMap<K, V, S> {
    #[inline]
    fn blank() -> Self {
        Self::default()
    }
}

#[cfg(feature = "std")]
impl<T, S: Default> Blank for std::collections::HashSet<T, S> {
    #[inline]
    fn blank() -> Self {
        Self::default()
    }
}

macro_rules! tuples {
    ($(($($T:ident)+))*) => {$(
        impl<$($T: Blank),+> Blank for ($($T,)+) {
            #[inline]
            fn blank() -> Self {
                ($($T::blank(),)+)
            }
        }
    )*};
}

tuples! {
    (A)
    (A B)
    (A B C)
    (A B C D)
    (A B C D E)
    (A B C D E F)
    (A B C D E F G)
    (A B C D E F G H)
    (A B C D E F G H I)
    (A B C D E F G H I J)
    (A B C D E F G H I J K)
    (A B C D E F G H I J K L)
}
