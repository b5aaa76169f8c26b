//! What forward mode and derivatives of higher order cost: their time divided by that of what they are compared with, each
//! sampled in turn.
//!
//! | command | does |
//! | --- | --- |
//! | `cargo bench -p chainrule-benches --bench orders` | prints the table |
//! | … `-- NAME…` | only of the lines whose names begin so |

#![allow(clippy::cast_precision_loss, clippy::unreadable_literal, reason = "sizes and counts are far below 2^53")]

mod second;
mod suite;
#[path = "../speed/time.rs"]
mod time;

use std::env;

use workloads::case::{Case, Run, Tool};

/// Rounds of the table.
const ROUNDS: usize = 51;

/// A line of the table: the second run of its case ÷ the first is to stay below the limit.
pub struct Line {
    name: &'static str,
    what: &'static str,
    limit: f64,
    case: Case,
}

impl Line {
    /// What is divided by what, with both runs.
    fn of<A, B>(
        name: &'static str,
        what: &'static str,
        limit: f64,
        below: impl FnMut() -> A + 'static,
        above: impl FnMut() -> B + 'static,
    ) -> Self
    where
        A: workloads::flat::Flat + 'static,
        B: workloads::flat::Flat + 'static,
    {
        Self { name, what, limit, case: Case::new().with(Tool::Primal, below).with(Tool::Gradient, above) }
    }
}

fn main() {
    let names: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    println!("| program | time ÷ time | of the latter | ratio | median | aim |\n| --- | --- | --- | --- | --- | --- |");
    for mut line in suite::lines().into_iter().chain(second::lines()) {
        if !names.is_empty() && !names.iter().any(|name| line.name.starts_with(name.as_str())) {
            continue;
        }
        let mut runs: Vec<&mut dyn Run> =
            line.case.runs.iter_mut().map(|(_, run)| &mut **run as &mut dyn Run).collect();
        let costs = time::costs(&mut runs, ROUNDS);
        let (below, above) = (costs[0].nanoseconds, costs[1]);
        println!(
            "| {} | {} | {:.0} ns | {:.2} | {:.2} | {} |",
            line.name, line.what, below, above.ratio, above.median_ratio, line.limit
        );
    }
}
