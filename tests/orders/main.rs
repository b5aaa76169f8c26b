//! Derivatives of derivatives, in everything that the first derivative goes through.

#![allow(
    clippy::all,
    clippy::pedantic,
    unused_imports,
    unused_assignments,
    reason = "the programs are written in every way that users write, not only in the way clippy would"
)]

mod methods;
mod passed;
mod traits;
