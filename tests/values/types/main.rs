//! Types of the user's: structs, enums, methods, traits, operators, generics; `Option` and `Result`.
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

mod aliases;
mod arms;
mod books;
mod books_in_fields;
mod chained;
mod combinations;
mod combined_calls;
mod constant_fields;
mod constant_fields_that_change;
mod constant_types;
mod conversions;
mod copied_generics;
mod derive;
mod derive_generic;
mod enums;
mod errors;
mod errors_asked_for;
mod errors_behind_guards;
mod errors_in_patterns;
mod errors_looked_at;
mod errors_of_methods;
mod errors_taken_apart;
mod errors_that_become_others;
mod errors_that_move;
mod errors_with_effects;
mod field_by_field;
mod folds_of_own_types;
mod folds_of_results;
mod from_the_library;
mod generics;
mod held_values;
mod holders_as_iterators;
mod holders_in_chains;
mod imported;
mod index_traits;
mod indexed;
mod known_to_rustc;
mod lengths;
mod lifetimes;
mod made_in_loops;
mod made_receivers;
mod methods;
mod methods_that_give_iterators;
mod more_combinations;
mod names_of_constants;
mod objects;
mod objects_by_name;
mod objects_passed;
mod operators;
mod options;
mod own_and_shared;
mod own_fields;
mod own_methods;
mod own_names;
mod parts_by_parameter;
mod parts_of_results;
mod receivers;
mod results_gathered;
mod results_left;
mod results_made_again;
mod results_only_asked;
mod results_told_by_the_file;
mod structs;
mod structs_in_place;
mod told_by_the_file;
mod told_by_what_is_around;
mod traits;
mod traits_of_fields;
mod variants_by_name;
mod without_clone;
mod written_out;
