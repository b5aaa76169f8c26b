//! What derivatives cost: their time divided by that of the primal, and their heap.
//!
//! | command | does |
//! | --- | --- |
//! | `cargo bench -p chainrule-benches` | prints the table |
//! | … `-- NAME…` | only of the workloads whose names begin so |
//! | … `--features peers` | with other crates |
//! | … `-- --plot` | also draws the plots, into `benches/plots` |
//! | … `-- --readme` | also writes the table into the README |
//! | … `-- --instructions` | counts instructions by valgrind instead of time: the same in every run |

#![allow(clippy::cast_precision_loss, reason = "sizes and counts are far below 2^53")]

#[path = "../heap.rs"]
mod heap;
mod instructions;
mod plot;
mod table;
mod time;

use std::env;

use workloads::WORKLOADS;
use workloads::case::{Run, Tool, Workload};

#[global_allocator]
static HEAP: heap::Counting = heap::Counting;

/// Rounds for the table; the plots make do with fewer.
const ROUNDS: usize = 51;

/// What was measured of a tool on a workload.
#[derive(Clone, Copy)]
struct Measured {
    tool: Tool,
    cost: time::Cost,
    heap: usize,
}

fn main() {
    // SAFETY: no other thread runs yet.
    unsafe { env::set_var("RAYON_NUM_THREADS", "1") };
    let arguments: Vec<String> = env::args().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    if let [flag, name, tool, count] = &arguments[..]
        && flag == instructions::ONCE
    {
        return instructions::run(name, tool, count);
    }
    let names: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with("--")).collect();
    let is_wanted = |w: &&Workload| names.is_empty() || names.iter().any(|name| w.name.starts_with(name.as_str()));
    let wanted: Vec<&Workload> = WORKLOADS.iter().filter(is_wanted).collect();
    if has("--instructions") {
        return instructions::print(&wanted);
    }
    let mut rows = Vec::new();
    for workload in wanted {
        let measured = measure(workload, workload.size, ROUNDS);
        println!("{}", table::line(workload, &measured));
        rows.push((workload, measured));
    }
    let text = table::markdown(&rows);
    println!("\n{text}");
    if has("--readme") {
        table::write_into_readme(&text);
    }
    if has("--plot") {
        plot::draw(&rows, |workload, size| measure(workload, size, ROUNDS / 5));
    }
}

/// Time and heap of all that runs on a workload.
fn measure(workload: &Workload, size: usize, rounds: usize) -> Vec<Measured> {
    let mut case = (workload.case)(size);
    let heaps: Vec<usize> = case.runs.iter_mut().map(|(_, run)| run.observe(&|run| heap::beyond_result(run))).collect();
    let tools: Vec<Tool> = case.runs.iter().map(|(tool, _)| *tool).collect();
    let mut runs: Vec<&mut dyn Run> = case.runs.iter_mut().map(|(_, run)| &mut **run as &mut dyn Run).collect();
    // Other crates run by themselves beside the primal: some of them fill all caches.
    let own = tools.iter().take_while(|tool| !matches!(tool, Tool::Peer(_))).count();
    let mut costs = time::costs(&mut runs[..own], rounds);
    if own < runs.len() {
        runs.swap(0, own - 1);
        let compared = time::costs(&mut runs[own - 1..], rounds);
        costs.extend(&compared[1..]);
    }
    let all = tools.into_iter().zip(costs).zip(heaps);
    all.map(|((tool, cost), heap)| Measured { tool, cost, heap }).collect()
}
