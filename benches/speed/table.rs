//! Tables of what was measured.

use std::fs;
use std::path::Path;

use workloads::case::{Tool, Workload};

use crate::Measured;

/// Around the tables in the README.
const MARKS: [&str; 2] = ["<!-- table of speed -->", "<!-- end of the table of speed -->"];

/// One workload in one line, for the impatient.
pub fn line(workload: &Workload, all: &[Measured]) -> String {
    let mut line = format!("{:36} {:>10}", workload.name, duration(all[0].cost.nanoseconds));
    for measured in &all[1..] {
        let cost = measured.cost;
        line += &format!(" | {} {:.2} (median {:.2})", measured.tool.label(), cost.ratio, cost.median_ratio);
    }
    line
}

/// All workloads: first gradients and heap beside the hand-written ones, then other crates.
pub fn markdown(rows: &[(&Workload, Vec<Measured>)]) -> String {
    let mut text = own(rows);
    let mut peers: Vec<Tool> = Vec::new();
    for measured in rows.iter().flat_map(|(_, all)| all) {
        if matches!(measured.tool, Tool::Peer(_)) && !peers.contains(&measured.tool) {
            peers.push(measured.tool);
        }
    }
    if !peers.is_empty() {
        text += "\n";
        text += &others(rows, &peers);
    }
    text
}

fn own(rows: &[(&Workload, Vec<Measured>)]) -> String {
    let mut text = "| program | primal | `grad_f` | by hand | `grad_f` ÷ by hand | aim | heap of `grad_f` | of the primal | by hand |\n".to_owned();
    text += "| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n";
    let (mut logarithms, mut count) = (0.0, 0.0);
    for (workload, all) in rows {
        let of = |tool| all.iter().find(|measured| measured.tool == tool);
        let (primal, Some(gradient)) = (&all[0], of(Tool::Gradient)) else { continue };
        let hand = of(Tool::Hand);
        let ratio = |measured: Option<&Measured>| measured.map_or(String::new(), |m| format!("{:.2}", m.cost.ratio));
        let against = hand.map(|hand| gradient.cost.ratio / hand.cost.ratio);
        if let Some(against) = against {
            logarithms += f64::ln(against);
            count += 1.0;
        }
        text += &format!(
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} |\n",
            workload.name,
            duration(primal.cost.nanoseconds),
            ratio(Some(gradient)),
            ratio(hand),
            against.map_or(String::new(), |against| format!("{against:.2}")),
            workload.limit.map_or(String::new(), |limit| format!("{limit}")),
            bytes(gradient.heap),
            bytes(primal.heap),
            hand.map_or(String::new(), |hand| bytes(hand.heap)),
        );
    }
    let mean: f64 = logarithms / f64::max(count, 1.0);
    text + &format!("| geometric mean | | | | {:.2} | | | | |\n", mean.exp())
}

fn others(rows: &[(&Workload, Vec<Measured>)], peers: &[Tool]) -> String {
    let mut text = "| program | `grad_f` |".to_owned();
    for peer in peers {
        text += &format!(" {} |", peer.label());
    }
    text += "\n| --- | --- |";
    text += &" --- |".repeat(peers.len());
    text += "\n";
    for (workload, all) in rows {
        if !all.iter().any(|measured| matches!(measured.tool, Tool::Peer(_))) {
            continue;
        }
        text += &format!("| {} |", workload.name);
        for tool in [Tool::Gradient].iter().chain(peers) {
            let found = all.iter().find(|measured| measured.tool == *tool);
            text += &found.map_or(" |".to_owned(), |measured| format!(" {} |", short(measured.cost.ratio)));
        }
        text += "\n";
    }
    text
}

/// Two or three digits.
fn short(ratio: f64) -> String {
    match ratio {
        ..10.0 => format!("{ratio:.1}"),
        _ => format!("{ratio:.0}"),
    }
}

/// Puts the tables between the marks.
pub fn write_into_readme(tables: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let text = fs::read_to_string(&path).expect("the README");
    let [start, end] = MARKS.map(|mark| text.find(mark).expect("the marks around the table"));
    let text = format!("{}{}\n\n{tables}\n{}", &text[..start], MARKS[0], &text[end..]);
    fs::write(path, text).expect("the README can be written");
}

fn duration(nanoseconds: f64) -> String {
    match nanoseconds {
        ..1e3 => format!("{nanoseconds:.0} ns"),
        1e3..1e4 => format!("{:.1} µs", nanoseconds / 1e3),
        1e4..1e6 => format!("{:.0} µs", nanoseconds / 1e3),
        _ => format!("{:.1} ms", nanoseconds / 1e6),
    }
}

fn bytes(count: usize) -> String {
    match count {
        0..1000 => format!("{count} B"),
        1000..10_000 => format!("{:.1} kB", count as f64 / 1e3),
        10_000..1_000_000 => format!("{} kB", count / 1000),
        _ => format!("{:.1} MB", count as f64 / 1e6),
    }
}
