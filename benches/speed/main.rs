//! What derivatives cost: their time divided by that of the primal, and their heap.
//!
//! `cargo bench -p chainrule-benches [-- NAME…]` measures the workloads whose names begin so.

#[path = "../heap.rs"]
mod heap;
mod time;

use std::env;

use workloads::WORKLOADS;
use workloads::case::{Run, Tool};

#[global_allocator]
static HEAP: heap::Counting = heap::Counting;

const ROUNDS: usize = 101;

fn main() {
    let wanted: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    for workload in WORKLOADS {
        if !wanted.is_empty() && !wanted.iter().any(|prefix| workload.name.starts_with(prefix.as_str())) {
            continue;
        }
        let mut case = (workload.case)(workload.size);
        let heaps: Vec<usize> =
            case.runs.iter_mut().map(|(_, run)| run.observe(&|run| heap::beyond_result(run))).collect();
        let tools: Vec<Tool> = case.runs.iter().map(|(tool, _)| *tool).collect();
        let mut runs: Vec<&mut dyn Run> = case.runs.iter_mut().map(|(_, run)| &mut **run as &mut dyn Run).collect();
        let costs = time::costs(&mut runs, ROUNDS);
        let primal = costs[0];
        print!("{:34} {:>12.1} ns ", workload.name, primal.least);
        for ((tool, cost), heap) in tools.iter().zip(&costs).zip(&heaps) {
            print!(
                "| {} {:.2} ({:.2}) {heap} B ",
                tool.label(),
                cost.least / primal.least,
                cost.nanoseconds / primal.nanoseconds
            );
        }
        println!("limit {:?}", workload.limit);
    }
}
