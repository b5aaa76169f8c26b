//! What the tests share: finite differences, comparison, and the macros that hold every companion against both.

pub mod case;
pub mod compare;
pub mod differences;
mod invoke;
pub mod point;
pub mod random;
pub mod second;

pub use compare::assert_close;
pub use differences::assert_gradient;
pub use second::{assert_alike, assert_hessian};
