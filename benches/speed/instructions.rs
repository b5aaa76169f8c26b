//! Counts instructions by valgrind, which gives the same number in every run: this program calls itself under its tool
//! callgrind, once for a few runs and once for a few more.

use std::env;
use std::process::Command;

use workloads::WORKLOADS;
use workloads::case::{Tool, Workload};

/// The argument before the name of a workload, a tool, and how often it runs.
pub const ONCE: &str = "--once";

/// Prints the instructions of gradients divided by those of primals.
pub fn print(workloads: &[&Workload]) {
    println!("| instructions ÷ primal | primal | `grad_f` | by hand |\n| --- | --- | --- | --- |");
    for workload in workloads {
        let of = |tool: Tool| count(workload, tool);
        let (Some(primal), Some(gradient), Some(hand)) = (of(Tool::Primal), of(Tool::Gradient), of(Tool::Hand)) else {
            println!("| {} | valgrind is not here |", workload.name);
            continue;
        };
        println!("| {} | {primal} | {:.2} | {:.2} |", workload.name, gradient / primal, hand / primal);
    }
}

/// The instructions of one run: of three less those of two, so that what comes once does not count.
fn count(workload: &Workload, tool: Tool) -> Option<f64> {
    let all = |count: u32| -> Option<f64> {
        let output = Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(env::current_exe().ok()?)
            .args([ONCE, workload.name, tool.label(), &count.to_string()])
            .output()
            .ok()?;
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        text.lines().find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok())
    };
    Some(all(3)? - all(2)?)
}

/// Runs a tool on a workload so often.
pub fn run(name: &str, tool: &str, count: &str) {
    let workload = WORKLOADS.iter().find(|workload| workload.name == name).expect("the name of a workload");
    let mut case = (workload.case)(workload.size);
    let run = case.runs.iter_mut().find(|(other, _)| other.label() == tool).expect("the name of a tool");
    run.1.repeat(count.parse().expect("a count"));
}
