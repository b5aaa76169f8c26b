//! What is computed, and how: both modes, Jacobians, second order, checkpoints, fused loops.
//!
//! A function, and beside it its derivative by a second route: every companion is held against central differences, and where it is
//! short against the gradient by hand.

#![allow(
    clippy::all,
    clippy::pedantic,
    unused_assignments,
    reason = "the programs are written in every way that users write, not only in the way clippy would"
)]

mod apart;
mod between_calls;
mod checkpoints;
mod constant_terms;
mod factors;
mod fewer;
mod filled_again;
mod first;
mod forward;
mod fused;
mod fused_calls;
mod gathered;
mod gradchecks;
mod guarded_sums;
mod hessian_diagonals;
mod inverses;
mod jacobian_signatures;
mod jacobians;
mod jacobians_by_rules;
mod lanes;
mod matrices;
mod named_indices;
mod outer_products;
mod partial_sums;
mod partners;
mod saved_ahead;
mod saved_fields;
mod second_order;
mod series;
mod slopes;
mod sums;
mod taylor;
