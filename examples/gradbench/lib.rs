//! A tool for `GradBench`, the public benchmark suite of automatic differentiation.
//!
//! The suite sends requests as lines of JSON; [`protocol`] answers them. Each workload is one file:
//! its primal as a formula in plain Rust under `#[differentiate]`, and the functions that the suite
//! asks for. To add a workload, write its file and give it a row in [`MODULES`].

#![allow(clippy::cast_precision_loss, reason = "the counts of a workload are far below 2^53")]
#![allow(
    clippy::many_single_char_names,
    clippy::needless_range_loop,
    reason = "names and indices follow the formulas of the suite"
)]
#![allow(
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    reason = "a program in parts, not an interface"
)]

pub mod descent;
pub mod input;
pub mod measure;
pub mod output;
pub mod protocol;

pub mod ba;
pub mod det;
pub mod gmm;
pub mod hello;
pub mod ht;
pub mod kmeans;
pub mod llsq;
pub mod lse;
pub mod lstm;
pub mod ode;
pub mod particle;
pub mod saddle;

/// What a module calls its functions, and what computes them.
pub type Functions = &'static [(&'static str, fn(&input::Input) -> measure::Answer)];

/// The modules of the suite that this tool implements.
pub const MODULES: &[(&str, Functions)] = &[
    ("ba", ba::FUNCTIONS),
    ("det", det::FUNCTIONS),
    ("gmm", gmm::FUNCTIONS),
    ("hello", hello::FUNCTIONS),
    ("ht", ht::FUNCTIONS),
    ("kmeans", kmeans::FUNCTIONS),
    ("llsq", llsq::FUNCTIONS),
    ("lse", lse::FUNCTIONS),
    ("lstm", lstm::FUNCTIONS),
    ("ode", ode::FUNCTIONS),
    ("particle", particle::FUNCTIONS),
    ("saddle", saddle::FUNCTIONS),
];
