//! How a method takes `self`, for callers that see only its name.

/// `&self` or `&mut self`.
#[derive(Clone, Copy, Debug)]
pub struct ByReference;

/// `self`.
#[derive(Clone, Copy, Debug)]
pub struct ByValue;

/// A receiver that its arguments cannot change.
#[diagnostic::on_unimplemented(
    message = "this method takes `self` by value, and its arguments may change the receiver",
    note = "the receiver is read before the arguments run",
    note = "bind the argument by `let` before the call"
)]
pub trait Reference {}

impl Reference for ByReference {}

/// Compiles for receivers by reference only.
#[inline]
pub fn by_reference<R: Reference>(_receiver: R) {}
