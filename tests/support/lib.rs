//! What the tests share: finite differences, comparison, and the macros that hold every companion against both.

pub mod case;
pub mod compare;
pub mod differences;
mod invoke;
pub mod point;
pub mod random;
pub mod second;

pub use compare::{assert_close, with_gradients_inside};
pub use differences::assert_gradient;
pub use second::{assert_alike, assert_hessian};

/// Where programs of two scalars are tried: on both sides of what they compare, and with either sign.
pub const POINTS: [(f64, f64); 4] = [(0.7, 1.3), (1.9, 0.4), (2.3, 2.9), (-0.6, 0.85)];
