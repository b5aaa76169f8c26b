//! What a method or an operator must give that is taken for one of the standard library.

use crate::real::Real;

/// A value without a derivative.
#[diagnostic::on_unimplemented(
    message = "this method gives a `{Self}`, whose derivative would be lost",
    note = "methods of this name are taken for those of the standard library, whose results carry no derivative",
    note = "call it as a function of its type, which stands under `#[differentiate]`: `Type::method(&value)`"
)]
pub trait Passive {}

macro_rules! passive {
    ($($ty:ty)*) => {$(
        impl Passive for $ty {}
        impl Reported for $ty {}
    )*};
}

passive! { bool char u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
passive! { () core::cmp::Ordering Option<core::cmp::Ordering> core::num::FpCategory }
passive! { Result<usize, usize> alloc::string::String &str }

/// The result of a method that carries no derivative.
#[inline]
#[must_use]
pub fn passive<T: Passive>(value: T) -> T {
    value
}

/// What an error may report: it carries no derivative.
#[diagnostic::on_unimplemented(
    message = "this error carries a `{Self}`, whose derivative would be lost",
    note = "the error of a `Result` has no derivative: its tangent is `Result<T::Tangent, ()>`",
    note = "report it without one: `Err(stop_gradient(..))`"
)]
pub trait Reported {}

/// Says that an error may report a value.
#[inline]
pub const fn reported<T: Reported>(_: &T) {}

/// The result of a method of floats that is piecewise constant.
#[inline]
#[must_use]
pub fn step<T: Real>(value: T) -> T {
    value
}

/// A bool, or an integer: what `!` gives where chainrule does not know the type.
#[diagnostic::on_unimplemented(
    message = "`!` gives a `{Self}` here, whose derivative would be lost",
    note = "chainrule takes `!` for that of booleans and integers",
    note = "call the method by its name, under `#[differentiate]`: `value.not()`"
)]
pub trait Logical {}

macro_rules! logical {
    ($($ty:ty)*) => {$(
        impl Logical for $ty {}
    )*};
}

logical! { bool u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }

/// The result of `!`.
#[inline]
#[must_use]
pub fn logical<T: Logical>(value: T) -> T {
    value
}
