//! Changes in place of the shadow of a `#[constant]` field: it has no parts, and stays what it is.

use alloc::vec::Vec;

/// Declares methods that do nothing.
macro_rules! nothing {
    ($($name:ident<$($T:ident),*>)*) => {
        /// The methods of containers, for `()`. Those of traits of the prelude, such as `extend`, it has from there.
        #[allow(missing_docs)]
        pub trait OfConstant: Sized {
            $(#[inline] fn $name<$($T),*>(&mut self, $(_: $T),*) {})*

            #[inline]
            fn pop(&mut self) -> Option<()> {
                Some(())
            }

            #[inline]
            fn pop_back(&mut self) -> Option<()> {
                Some(())
            }

            #[inline]
            fn pop_front(&mut self) -> Option<()> {
                Some(())
            }
        }
    };
}

nothing! {
    push<T> push_back<T> push_front<T> pop_element<> insert<I, T> remove<I> swap_remove<I> swap_insert<I, T> swap<I, J>
    reverse<> rotate_left<I> rotate_right<I> permute<O> unpermute<O> append<T> split_off<I> extend_from_slice<T>
    truncate<I> resize<I, T> clear<> drain<R> swap_with_slice<T>
}

impl OfConstant for () {}

/// Orders, as methods.
pub trait OfElements {
    /// See [`permute`](crate::collections::permute).
    fn permute(&mut self, order: &[usize]);

    /// Takes it back.
    fn unpermute(&mut self, order: &[usize]);
}

impl<T> OfElements for [T] {
    #[inline]
    fn permute(&mut self, order: &[usize]) {
        crate::collections::permute(self, order);
    }

    #[inline]
    fn unpermute(&mut self, order: &[usize]) {
        crate::collections::unpermute(self, order);
    }
}

/// Inverses of changes of a `Vec`, as methods.
pub trait OfVec {
    /// Its elements.
    type Element;

    /// Takes a `swap_remove` back.
    fn swap_insert(&mut self, index: usize, value: Self::Element);

    /// Takes a `push` back.
    fn pop_element(&mut self) -> Self::Element;
}

impl<T> OfVec for Vec<T> {
    type Element = T;

    #[inline]
    fn swap_insert(&mut self, index: usize, value: T) {
        crate::collections::swap_insert(self, index, value);
    }

    #[inline]
    fn pop_element(&mut self) -> T {
        crate::__private::pop_element(self)
    }
}
