//! What is supported: a function, and beside it its derivative by a second route.
//!
//! Every companion of every function is held against central differences, and where it is short against the gradient by hand.

#![allow(
    clippy::all,
    clippy::pedantic,
    unused_assignments,
    reason = "the programs are written in every way that users write, not only in the way clippy would"
)]

mod access;
mod algorithms;
mod arrays;
mod bound_references;
mod branches;
mod calls;
mod checkpoint_programs;
mod checkpoints;
mod closures;
mod collections;
mod collects;
mod constant_fields;
mod containers;
mod deques;
mod derive;
mod enums;
mod errors;
mod exits;
mod forward;
mod functions;
mod fused;
mod fused_calls;
mod generics;
mod gradchecks;
mod held_references;
mod hessian_diagonals;
mod implicit;
mod implicit_solvers;
mod index_traits;
mod indexed;
mod inplace;
mod iterator_programs;
mod iterators;
mod jacobian_signatures;
mod jacobians;
mod jacobians_by_rules;
mod kinks;
mod labels;
mod lifetimes;
mod literals;
mod loops;
mod machines;
mod maps;
mod maps_built;
mod maps_left;
mod matches;
mod matrices;
mod methods;
mod moves;
mod moving_references;
mod names;
mod nasty;
mod nested_vecs;
mod operators;
mod options;
mod overlaps;
mod parameters;
mod passed;
mod passed_methods;
mod permutations;
mod receivers;
mod reference_programs;
mod reference_results;
mod scalars;
mod second_order;
mod single_items;
mod singles;
mod slices;
mod straight;
mod structs;
mod structs_in_place;
mod swaps;
mod tables;
mod taylor;
mod traits;
mod tuples;
mod user_rules;
mod vectors;
mod windows;
