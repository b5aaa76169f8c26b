//! Counting from an integer of any type, which rustc tells.

/// An integer.
pub trait Integer: Copy {
    /// `count` steps up.
    #[must_use]
    fn ahead(self, count: usize) -> Self;

    /// How many integers are in `self..end`, or in `self..=end`.
    #[must_use]
    fn count_to(self, end: Self, inclusive: bool) -> usize;
}

macro_rules! integer {
    ($($ty:ident)*) => {$(
        impl Integer for $ty {
            #[inline]
            #[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "within the range")]
            fn ahead(self, count: usize) -> Self {
                self.wrapping_add(count as Self)
            }

            #[inline]
            #[allow(clippy::cast_possible_truncation, reason = "no more than can be counted")]
            fn count_to(self, end: Self, inclusive: bool) -> usize {
                if self > end { 0 } else { end.abs_diff(self) as usize + usize::from(inclusive) }
            }
        }
    )*};
}

integer! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }

/// `lo + count`
#[inline]
#[must_use]
pub fn ahead<T: Integer>(lo: T, count: usize) -> T {
    lo.ahead(count)
}

/// How many integers are in `lo..hi`, or in `lo..=hi`.
#[inline]
#[must_use]
pub fn count_between<T: Integer>(lo: T, hi: T, inclusive: bool) -> usize {
    lo.count_to(hi, inclusive)
}
