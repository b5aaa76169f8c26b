//! Calls: of differentiated functions, closures, functions that are passed, functions with rules of their own.
//!
//! A function, and beside it its derivative by a second route: every companion is held against central differences, and where it is
//! short against the gradient by hand.

#![allow(
    clippy::all,
    clippy::pedantic,
    unused_assignments,
    unused_imports,
    reason = "the programs are written in every way that users write, not only in the way clippy would"
)]

mod calls;
mod changed_beside_results;
mod changing;
mod changing_conditions;
mod chosen_functions;
mod closures;
mod closures_of_closures;
mod compared_options;
mod drawn;
mod filled_out;
mod functions;
mod implicit;
mod implicit_solvers;
mod kept;
mod kept_places;
mod methods_that_take_functions;
mod named_in_the_turbofish;
mod passed;
mod passed_everywhere;
mod passed_methods;
mod passed_to_neighbours;
mod passive_results;
mod taken_functions;
mod unwanted_results;
mod user_rules;
