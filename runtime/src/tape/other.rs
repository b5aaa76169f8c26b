//! The lane of a tape for values that cannot be taken apart: those of types without a derivative, such as errors.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::any::Any;
use core::fmt::{self, Debug, Formatter};

use super::{Record, Site, Tape};

/// A value of any type that can be copied.
trait Other: Any + Send + Sync {
    fn copy(&self) -> Box<dyn Other>;
    fn into_any(self: Box<Self>) -> Box<dyn Any>;
}

impl<T: Any + Clone + Send + Sync> Other for T {
    fn copy(&self) -> Box<dyn Other> {
        Box::new(self.clone())
    }

    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}

/// Values of any types, the last one on top.
#[derive(Default)]
pub struct Others(Vec<Box<dyn Other>>);

impl Others {
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Clone for Others {
    fn clone(&self) -> Self {
        Self(self.0.iter().map(|value| (**value).copy()).collect())
    }
}

impl Debug for Others {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Others").field("len", &self.0.len()).finish_non_exhaustive()
    }
}

/// A value that can lie on the tape as a whole.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be kept for the reverse sweep",
    note = "a value of this type without a derivative is needed there, or one that has it for a `#[constant]` field",
    note = "derive `Clone` for it"
)]
pub trait Whole: Any + Clone + Send + Sync {}

impl<T: Any + Clone + Send + Sync> Whole for T {}

/// Records a value as a whole.
pub fn push_whole<T: Whole>(tape: &mut Tape, value: T) {
    tape.push_other(value);
}

/// Restores a value that was recorded as a whole.
#[must_use]
pub fn pop_whole<T: Whole>(tape: &mut Tape) -> T {
    tape.pop_other()
}

/// The same, where the handle knows the type.
#[must_use]
pub fn pop_whole_at<T: Whole>(tape: &mut Tape, _site: &super::Site<T>) -> T {
    tape.pop_other()
}

/// A value that is recorded as its type says, or as a whole: the trait is chosen where the type says nothing.
#[derive(Debug)]
pub struct Recordable<'v, T>(pub &'v T);

impl<T: Record + Clone> Recordable<'_, T> {
    /// Records the value.
    #[inline]
    pub fn push(self, tape: &mut Tape) {
        tape.push(self.0.clone());
    }

    /// The same, where the handle takes its type.
    #[inline]
    pub fn push_at(self, tape: &mut Tape, _site: &Site<T>) {
        tape.push(self.0.clone());
    }
}

/// Of a [`Recordable`] as a whole.
pub trait PushWhole<T>: Sized {
    /// Records the value.
    fn push(self, tape: &mut Tape)
    where
        T: Whole;

    /// The same, where the handle takes its type.
    fn push_at(self, tape: &mut Tape, site: &Site<T>)
    where
        T: Whole;
}

impl<T> PushWhole<T> for Recordable<'_, T> {
    fn push(self, tape: &mut Tape)
    where
        T: Whole,
    {
        tape.push_other(self.0.clone());
    }

    fn push_at(self, tape: &mut Tape, _site: &Site<T>)
    where
        T: Whole,
    {
        tape.push_other(self.0.clone());
    }
}

/// What takes a [`Recordable`] off the tape again.
#[derive(Debug)]
pub struct Restored<T>(pub Site<T>);

impl<T: Record> Restored<T> {
    /// Restores the value.
    #[inline]
    #[must_use]
    pub fn pop(self, tape: &mut Tape) -> T {
        tape.pop()
    }
}

/// Of a [`Restored`] as a whole.
pub trait PopWhole<T>: Sized {
    /// Restores the value.
    #[must_use]
    fn pop(self, tape: &mut Tape) -> T
    where
        T: Whole;
}

impl<T> PopWhole<T> for Restored<T> {
    fn pop(self, tape: &mut Tape) -> T
    where
        T: Whole,
    {
        tape.pop_other()
    }
}

impl Tape {
    /// Records a value as a whole.
    pub(crate) fn push_other<T: Any + Clone + Send + Sync>(&mut self, value: T) {
        self.others.0.push(Box::new(value));
    }

    /// Restores a value that was recorded as a whole.
    pub(crate) fn pop_other<T: Any>(&mut self) -> T {
        match self.others.0.pop().map(|value| value.into_any().downcast()) {
            Some(Ok(value)) => *value,
            _ => super::underflow(),
        }
    }
}
