//! The shadow of a container that carries no derivative is `()`: where chainrule cannot see what a field is, its changes in
//! place are written for the shadow, too.

/// The methods of containers, by their names, for what holds nothing.
#[allow(missing_docs, reason = "each says what the method of containers of its name says")]
pub trait Nothing {
    #[inline]
    fn push<T>(&self, _bar: T) {}
    #[inline]
    fn push_back<T>(&self, _bar: T) {}
    #[inline]
    fn push_front<T>(&self, _bar: T) {}
    #[inline]
    fn pop(&self) -> Option<()> {
        Some(())
    }
    #[inline]
    fn pop_back(&self) -> Option<()> {
        Some(())
    }
    #[inline]
    fn pop_front(&self) -> Option<()> {
        Some(())
    }
    #[inline]
    fn insert<T>(&self, _index: usize, _bar: T) {}
    #[inline]
    fn remove<I>(&self, _index: I) {}
    #[inline]
    fn swap_remove(&self, _index: usize) {}
    #[inline]
    fn swap(&self, _i: usize, _j: usize) {}
    #[inline]
    fn reverse(&self) {}
    #[inline]
    fn rotate_left(&self, _count: usize) {}
    #[inline]
    fn rotate_right(&self, _count: usize) {}
    #[inline]
    fn truncate(&self, _length: usize) {}
    #[inline]
    fn resize<T>(&self, _length: usize, _bar: T) {}
    #[inline]
    fn clear(&self) {}
}

impl Nothing for () {}
