//! References: bound, held by structs, moved on, and given as results.
//!
//! A function, and beside it its derivative by a second route: every companion is held against central differences, and where it is
//! short against the gradient by hand.

#![allow(
    clippy::all,
    clippy::pedantic,
    unused_assignments,
    reason = "the programs are written in every way that users write, not only in the way clippy would"
)]

mod behind;
mod bound;
mod chosen;
mod exchanged;
mod getters;
mod given;
mod held;
mod lent;
mod lent_in_programs;
mod lent_numbers;
mod moving;
mod mutable;
mod names_of_two_kinds;
mod nested_walks;
mod nodes;
mod programs;
mod rests;
mod results;
mod rows;
mod taken_apart;
mod told_getters;
mod walks;
mod walks_down_trees;
mod walks_in_programs;
mod walks_of_second_order;
mod walks_of_structures;
mod walks_that_change;
mod walks_unwrapped;
