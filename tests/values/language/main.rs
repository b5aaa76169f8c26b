//! How values flow: expressions, statements, control flow, names, parameters.
//!
//! A function, and beside it its derivative by a second route: every companion is held against central differences, and where it is
//! short against the gradient by hand.

#![allow(
    clippy::all,
    clippy::pedantic,
    unused_assignments,
    reason = "the programs are written in every way that users write, not only in the way clippy would"
)]

mod algorithms;
mod assigned_inside;
mod branches;
mod dropped;
mod ended_early;
mod exits;
mod guards_that_read;
mod in_order;
mod inplace;
mod interpreters;
mod kinks;
mod labels;
mod literals;
mod long;
mod loops;
mod machines;
mod matches;
mod moves;
mod names;
mod nasty;
mod odd_orders;
mod operands_in_order;
mod operands_that_interfere;
mod operands_under_other_names;
mod overlaps;
mod parameters;
mod permutations;
mod read_beside;
mod scalars;
mod singles;
mod straight;
mod surroundings;
mod swaps;
mod texts;
mod tuples;
mod words;
