//! Numbers that stand as they are or behind references.

use crate::Real;

/// What arithmetic takes for a number of type `T`.
pub trait Operand<T> {
    /// The number.
    fn number(self) -> T;
}

impl<T: Real> Operand<T> for T {
    #[inline]
    fn number(self) -> T {
        self
    }
}

impl<T: Real> Operand<T> for &T {
    #[inline]
    fn number(self) -> T {
        *self
    }
}

impl<T: Real> Operand<T> for &&T {
    #[inline]
    fn number(self) -> T {
        **self
    }
}

/// The number behind an operand that only rustc knows.
#[inline]
#[must_use]
pub fn number<T, V: Operand<T>>(operand: V) -> T {
    operand.number()
}
