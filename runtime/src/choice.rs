//! Which of several functions was chosen.

/// A number that stands for a function, or a reference to one.
pub trait Choice {
    /// The number.
    fn choice(&self) -> usize;
}

impl Choice for usize {
    #[inline]
    fn choice(&self) -> usize {
        *self
    }
}

impl<C: Choice + ?Sized> Choice for &C {
    #[inline]
    fn choice(&self) -> usize {
        (**self).choice()
    }
}

/// The number of the function that was chosen.
#[inline]
pub fn choice<C: Choice + ?Sized>(chosen: &C) -> usize {
    chosen.choice()
}
