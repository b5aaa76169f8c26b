//! What a derivative costs: its time divided by that of its primal, and the heap it needs.
//!
//! `cargo run --release --example bench [-- NAME…]` measures the workloads whose names begin so.

mod heap;
mod time;
mod whole;
mod workloads;

use std::env;

#[global_allocator]
static HEAP: heap::Counting = heap::Counting;

fn main() {
    let wanted: Vec<String> = env::args().skip(1).collect();
    println!("Time ÷ primal time, and the heap at its peak beyond arguments and result.\n");
    println!(
        "{:24} {:>11} {:>8} {:>13} {:>8} {:>11} {:>11} {:>13} {:>11}",
        "", "primal", "grad_f", "accumulate_f", "jvp_f", "primal", "grad_f", "accumulate_f", "jvp_f"
    );
    for (name, run) in workloads::WORKLOADS {
        if wanted.is_empty() || wanted.iter().any(|prefix| name.starts_with(prefix)) {
            run(name);
        }
    }
    println!("\nWhole derivatives ÷ what they are derivatives of.\n");
    println!("{:24} {:>11} {:>10}", "", "primal", "derivative");
    for (name, run) in whole::WHOLE {
        if wanted.is_empty() || wanted.iter().any(|prefix| name.starts_with(prefix)) {
            run(name);
        }
    }
}

/// Measures a workload whose derivative is more than one call, and prints its line.
fn report_whole<P, D>(name: &str, primal: impl FnMut() -> P, derivative: impl FnMut() -> D) {
    let (time, ratio) = time::ratio(primal, derivative);
    println!("{name:24} {:>11} {ratio:10.2}", nanoseconds(time));
}

/// A primal and its derivatives.
struct Runs<P, G, A, J> {
    primal: P,
    grad: G,
    accumulate: A,
    jvp: J,
}

/// Measures one workload and prints its line.
fn report<R>(name: &str, runs: Runs<impl Fn() -> f64, impl Fn() -> R, impl FnMut() -> f64, impl Fn() -> (f64, f64)>) {
    let Runs { primal, grad, mut accumulate, jvp } = runs;
    let heap = [
        heap::beyond_result(&primal),
        heap::beyond_result(&grad),
        heap::beyond_result(&mut accumulate),
        heap::beyond_result(&jvp),
    ];
    let time = time::compare(Runs { primal, grad, accumulate, jvp });
    println!(
        "{name:24} {:>11} {:8.2} {:13.2} {:8.2} {:>11} {:>11} {:>13} {:>11}",
        nanoseconds(time.primal),
        time.grad,
        time.accumulate,
        time.jvp,
        bytes(heap[0]),
        bytes(heap[1]),
        bytes(heap[2]),
        bytes(heap[3]),
    );
}

fn nanoseconds(time: f64) -> String {
    match time {
        ..1e3 => format!("{time:.2} ns"),
        1e3..1e6 => format!("{:.2} µs", time / 1e3),
        _ => format!("{:.2} ms", time / 1e6),
    }
}

fn bytes(count: usize) -> String {
    match count {
        0..10_000 => format!("{count} B"),
        10_000..10_000_000 => format!("{} kB", count / 1000),
        _ => format!("{} MB", count / 1_000_000),
    }
}
