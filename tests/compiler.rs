//! The modules of `macros/src/lib.rs`: a procedural macro can only be called by rustc, so tests of what it writes contain
//! the compiler.

pub use modules::*;

#[path = "../macros/src"]
mod modules {
    pub mod activity;
    pub mod aggregates;
    pub mod beside;
    pub mod chained;
    pub mod columns;
    pub mod companions;
    #[allow(dead_code, reason = "what is tested here is the attribute")]
    pub mod derive;
    pub mod diagnostic;
    pub mod emit;
    pub mod escape;
    pub mod fallback;
    pub mod flatten;
    pub mod forward;
    pub mod functions;
    pub mod fuse;
    pub mod generics;
    pub mod helper_attributes;
    pub mod hoist;
    pub mod home;
    pub mod implementation;
    pub mod ir;
    pub mod lower;
    pub mod names;
    pub mod options;
    pub mod over;
    pub mod parameters;
    #[allow(dead_code)]
    pub mod part;
    pub mod pipeline;
    pub mod primitives;
    pub mod record;
    pub mod reverse;
    pub mod rules;
    pub mod schedule;
    pub mod simplify;
    pub mod slopes;
    pub mod structure;
    pub mod surroundings;
    pub mod tangent;
    pub mod traits;
    pub mod types;
    pub mod versions;
}
