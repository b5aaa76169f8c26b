//! Arguments by value on their way from the forward sweep of a call to its reverse sweep: the callee records them, or its
//! caller, which still has them, hands them over again.

use crate::{Record, Tape};

/// How an argument of type `T` comes to the reverse sweep of the callee.
pub trait Handover<T> {
    /// What the forward sweep does with it.
    fn record(self, value: T, tape: &mut Tape);

    /// The argument, in the reverse sweep.
    fn restore(self, tape: &mut Tape) -> T;
}

/// The callee records it.
#[derive(Clone, Copy, Debug)]
pub struct ByTape;

impl<T: Record> Handover<T> for ByTape {
    #[inline]
    fn record(self, value: T, tape: &mut Tape) {
        tape.push(value);
    }

    #[inline]
    fn restore(self, tape: &mut Tape) -> T {
        tape.pop()
    }
}

/// The caller will have it again: for the forward sweep.
#[derive(Clone, Copy, Debug)]
pub struct ByCaller;

impl<T> Handover<T> for ByCaller {
    #[inline]
    fn record(self, _value: T, _tape: &mut Tape) {}

    #[inline]
    fn restore(self, _tape: &mut Tape) -> T {
        unreachable!("bug in chainrule: the reverse sweep is handed the argument itself")
    }
}

/// The caller has it again: for the reverse sweep.
#[derive(Clone, Copy, Debug)]
pub struct Again<T>(pub T);

impl<T> Handover<T> for Again<T> {
    #[inline]
    fn record(self, _value: T, _tape: &mut Tape) {}

    #[inline]
    fn restore(self, _tape: &mut Tape) -> T {
        self.0
    }
}
