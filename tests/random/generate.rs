//! Random differentiable programs as Rust source.
//!
//! A program is a few functions under `#[differentiate]` that use the whole language: branches, loops of every kind,
//! exits, shadowing, mutation in place, nested arrays, slices, `Vec`, calls with arguments by value, `&`, and `&mut`.
//! The same seed and number give the same program on every machine.

mod adapter;
mod aliases;
mod borrow;
mod call;
mod chain;
mod closure;
mod container;
mod control;
mod expression;
mod forms;
mod operands;
mod option;
mod places;
mod program;
mod reduction;
mod refilled;
mod rng;
mod scope;
mod scratch;
mod signature;
mod small_structs;
mod statement;
mod streams;
mod structure;
mod told;
mod vectors;
mod writer;

use program::Tested;

/// The programs `numbers` of one seed as they are without attributes.
#[allow(dead_code, reason = "the build script does not ask for it")]
pub fn plain(seed: u64, numbers: &[u64]) -> String {
    numbers.iter().map(|number| program::plain(seed, *number)).collect()
}

/// Which companions of each program are run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Companions {
    /// Every one of first order.
    All,
    /// One, in turn: that compiles several times faster.
    #[allow(dead_code, reason = "the build script does not ask for it")]
    OneInTurn,
    /// Those of second order.
    #[allow(dead_code, reason = "the build script does not ask for it")]
    Second,
}

/// The programs `numbers` of one seed, and a list `PROGRAMS` of them for `chainrule_tests::random::run`.
pub fn source(seed: u64, numbers: &[u64], companions: Companions) -> String {
    let tested = |number: u64| match companions {
        Companions::All => Tested::All,
        Companions::OneInTurn => Tested::one(number),
        Companions::Second => Tested::Second,
    };
    let modules: String = numbers.iter().map(|number| program::module(seed, *number, tested(*number)) + "\n").collect();
    let types = program::types(&modules);
    let entry = |number: &u64| {
        let module = format!("program_{number}");
        format!(
            "    chainrule_tests::random::Program {{\n        name: \"{module}\",\n        number: {number},\n        dimension: {module}::DIMENSION,\n        value: {module}::value,\n        gradient: {module}::gradient,\n        companions: {module}::COMPANIONS,\n        precise: {module}::precise::value,\n        tolerance: {module}::TOLERANCE,\n    }},\n"
        )
    };
    let list: String = numbers.iter().map(entry).collect();
    format!(
        "{types}{modules}/// All programs of this file.\nconst PROGRAMS: &[chainrule_tests::random::Program] = &[\n{list}];\n"
    )
}
