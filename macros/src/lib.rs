//! The compiler of chainrule: from a plain Rust function to the code of its derivatives.
//!
//! ```text
//! options ─► parameters ─► lower ─► structure ─► aggregates ─► activity ─► record ─► forward, reverse ─► simplify ─► emit
//!            (signature)   (body)   (no jumps)   (a variable   (what      (what the                     (readable)  (tokens)
//!                                                for each      carries    reverse
//!                                                field)        a deriv.)  sweep reads)
//! ```
//!
//! Beside the line: `fuse` and `schedule` find loops, branches and calls that run forward and backward at once, and `hoist`
//! gives the loops of the reverse sweep views of what they run along. What a block records and what is computed again is a
//! minimum cut of what it computes (`record/cut.rs`, with costs that were measured); `versions` names the values of what an
//! iteration overwrites, which gives the cut its choice. What is overwritten is looked at field by field
//! (`record/regions.rs`). Scratch buffers that an iteration fills are filled again (`record/remade.rs`), and their shadows
//! set instead of cleared (`reverse/cleared.rs`); functions that fill slices stand where loops call them, so that this is
//! seen (`lower/filled_out.rs`).
//!
//! An attribute is given one function, and no types of anything else. Three things need more: types of constants, of
//! results, of fields and of aliases, without which the code goes through traits and records more; one error in place of
//! several of rustc's, where an attribute or a derive is missing; variants that are written like structs. So `beside` reads
//! the file around the function, where rustc tells which one it is, follows its imports to the other modules of the crate
//! (`beside/modules.rs`), and `surroundings` says what its module tells. It is an addition: what is doubtful is not told,
//! in an editor nothing is, and each type is written into the code, where rustc checks it.
//!
//! The order of evaluation is settled once, on the user's syntax (`lower/sequenced.rs`): operands that interfere become
//! statements, so that every later pass may look at the operands of an expression in any order. Each pass kept the order
//! for itself before, and what forgot to ask was wrong in silence.
//!
//! `pipeline` is the compiler in one screen; `ir` is what the passes speak; `rules` is the chain rule.
//! `CHAINRULE_PRINT=<function>` in the environment of the build prints the representation after each pass, how each loop
//! runs and why it is not fused, and the code.

mod activity;
mod aggregates;
mod beside;
mod chained;
mod columns;
mod companions;
mod derive;
mod diagnostic;
mod emit;
mod escape;
mod fallback;
mod flatten;
mod forward;
mod functions;
mod fuse;
mod generics;
mod gradcheck;
mod helper_attributes;
mod hoist;
mod home;
mod implementation;
mod ir;
mod lower;
mod names;
mod options;
mod over;
mod parameters;
mod part;
mod pipeline;
mod primitives;
mod record;
mod reverse;
mod rules;
mod schedule;
mod simplify;
mod slopes;
mod structure;
mod surroundings;
mod tangent;
mod traits;
mod types;
mod versions;

use proc_macro::TokenStream;

/// Writes the tangent of a struct or an enum; the documentation stands in the crate `chainrule`, which re-exports it.
#[proc_macro_derive(Differentiable, attributes(constant, chainrule))]
pub fn differentiable(input: TokenStream) -> TokenStream {
    derive::expand(input.into()).into()
}

/// Differentiates a function at compile time; the documentation stands in the crate `chainrule`, which re-exports it.
#[proc_macro_attribute]
pub fn differentiate(arguments: TokenStream, item: TokenStream) -> TokenStream {
    pipeline::expand(arguments.into(), item.into()).into()
}

/// Checks companions of a function at a point; the documentation stands in the crate `chainrule`, which re-exports it.
#[proc_macro]
pub fn gradcheck(input: TokenStream) -> TokenStream {
    gradcheck::expand(input.into()).into()
}

/// A part of a shadow that may lie below a constant field: `crate; s_bar.a[i].b`.
#[doc(hidden)]
#[proc_macro]
pub fn __part_of(input: TokenStream) -> TokenStream {
    part::expand(input.into()).into()
}
