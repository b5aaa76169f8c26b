//! Containers and what goes through them: arrays, `Vec`, slices, maps, iterators.
//!
//! A function, and beside it its derivative by a second route: every companion is held against central differences, and where it is
//! short against the gradient by hand.

#![allow(
    clippy::all,
    clippy::pedantic,
    unreachable_patterns,
    unused_assignments,
    reason = "the programs are written in every way that users write, not only in the way clippy would"
)]

mod access;
mod aliases;
mod arrays;
mod arrays_of_slices;
mod chosen_places;
mod collections;
mod collects;
mod constant_lists;
mod consumers;
mod containers;
mod deques;
mod ended_parts;
mod ends_of_maps;
mod entries_changed;
mod first_writes;
mod folded_references;
mod gathered_side;
mod guessed_types;
mod iterator_programs;
mod iterators;
mod iterators_by_name;
mod iterators_in_place;
mod iterators_of_structs;
mod keys_and_ends;
mod keys_gathered;
mod longer;
mod looked_for;
mod made_deques;
mod made_in_place;
mod made_iterators;
mod maps;
mod maps_built;
mod maps_collected;
mod maps_left;
mod marked;
mod named_ranges;
mod nested_vecs;
mod next;
mod own_iterators;
mod perhaps;
mod queues_changed;
mod queues_in_loops;
mod replaced;
mod shorthand;
mod single_items;
mod slices;
mod spliced;
mod stacks;
mod sums_of_rows;
mod tables;
mod taken_out;
mod tried;
mod two_iterators;
mod vectors;
mod windows;
