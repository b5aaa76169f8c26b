//! Automatic differentiation of plain Rust functions at compile time.
//!
//! `#[differentiate]` reads a function and writes its derivatives beside it. What the written code
//! calls is here:
//!
//! - [`Differentiable`] and [`Tangent`] say which types have derivatives, and of which shape;
//! - [`Real`] is the bound of a generic scalar;
//! - [`rules`] holds the derivative of every primitive that is more than one plain formula;
//! - [`Tape`] keeps the values that the reverse sweep reads again.
//!
//! Without `std`, the crate needs `alloc`, and the feature `libm` for the elementary functions.

#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;
#[cfg(test)]
extern crate std;

#[cfg(not(any(feature = "std", feature = "libm")))]
compile_error!("without the feature `std`, `chainrule` needs the feature `libm`");

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod activity;
mod array;
mod check;
mod differentiable;
pub mod operators;
mod pointer;
mod real;
pub mod rules;
mod scalar;
mod stop;
mod sweep;
mod tangent;
mod tape;
mod tuple;

pub use chainrule_macros::differentiate;
pub use check::Place;
pub use differentiable::Differentiable;
pub use real::Real;
pub use stop::stop_gradient;
pub use tangent::Tangent;
pub use tape::{Record, Site, Tape};
