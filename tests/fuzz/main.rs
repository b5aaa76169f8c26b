//! No input makes the attribute panic, hang, or write code that does not parse.
//!
//! The functions of this repository are the seeds. They are changed at random, the attribute is run on the result, and what
//! it writes must parse as Rust.
//!
//! `FUZZ=200000 cargo test --release -p chainrule-tests --test fuzz -- --nocapture` runs as many mutants, `FUZZ_FROM=17`
//! starts at the seventeenth.

mod mutate;
mod run;
mod seeds;

#[path = "../compiler.rs"]
mod compiler;
#[allow(clippy::wildcard_imports, reason = "the modules of the compiler look for each other in the root")]
use compiler::*;

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn no_function_makes_the_attribute_panic() {
    let (from, count) = (number("FUZZ_FROM", 0), number("FUZZ", 1500));
    let tally = run::mutants(from, count);
    println!("{tally}");
    assert!(tally.accepted > 0 && tally.refused > 0, "{tally}");
    assert!(tally.failures.is_empty(), "{tally}");
}

/// Mutants on which it panicked once.
const FOUND: &[&str] =
    &["impl IndexMut<usize> for M { fn index_mut(&mut self, k: usize) -> &mut f64 { &mut for q in 0..2 {} } }"];

#[test]
fn what_was_found_panics_no_more() {
    FOUND.iter().for_each(|item| assert!(!run::panics(item), "{item}"));
}
