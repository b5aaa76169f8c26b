//! The workloads whose derivatives are measured: each is a primal under `#[differentiate]`, a gradient that was written
//! and tuned by hand, and what other crates make of the same function.
//!
//! `cargo bench -p chainrule-benches` measures them; see `speed/main.rs`.

#![allow(
    clippy::cast_precision_loss,
    clippy::must_use_candidate,
    clippy::missing_panics_doc,
    clippy::needless_range_loop,
    reason = "a program in parts, whose names and indices follow formulas"
)]

pub mod case;
pub mod flat;
pub mod number;
mod peers;
pub mod random;

/// The workloads of `GradBench`.
pub mod suite {
    pub mod det;
    pub mod gmm;
    pub mod hello;
    pub mod kmeans;
    pub mod llsq;
    pub mod lse;
    pub mod lstm;
    pub mod ode;
    pub mod whole;
}

/// Other programs.
pub mod programs {
    pub mod black_scholes;
    pub mod filter;
    pub mod formula;
    pub mod gravity;
    pub mod heat;
    pub mod logistic;
    pub mod network;
    pub mod products;
    pub mod rosenbrock;
    pub mod runge_kutta;
    pub mod solver;
    pub mod squares;
    pub mod vectors;
}

use case::Workload;

/// The table, line by line.
pub const WORKLOADS: &[Workload] = &[
    suite::hello::WORKLOAD,
    suite::lse::WORKLOAD,
    suite::llsq::WORKLOAD,
    suite::gmm::SMALL,
    suite::gmm::LARGE,
    suite::lstm::WORKLOAD,
    suite::ode::WORKLOAD,
    suite::kmeans::WORKLOAD,
    suite::det::WORKLOAD,
    suite::whole::BUNDLE,
    suite::whole::HAND,
    suite::whole::FREE_HAND,
    suite::whole::PARTICLE,
    suite::whole::SADDLE,
    programs::squares::WORKLOAD,
    programs::rosenbrock::WORKLOAD,
    programs::network::WORKLOAD,
    programs::runge_kutta::WORKLOAD,
    programs::formula::WORKLOAD,
    programs::black_scholes::WORKLOAD,
    programs::filter::WORKLOAD,
    programs::gravity::WORKLOAD,
    programs::vectors::WORKLOAD,
    programs::heat::WORKLOAD,
    programs::logistic::WORKLOAD,
    programs::products::WORKLOAD,
    programs::solver::WORKLOAD,
];

#[cfg(test)]
mod tests {
    use crate::WORKLOADS;
    use crate::case::Tool;

    /// Relative to the largest entry.
    const TOLERANCE: f64 = 1e-9;

    #[test]
    fn all_gradients_are_equal() {
        for workload in WORKLOADS {
            let size =
                workload.sizes.iter().copied().find(|&size| size >= 10).unwrap_or(workload.size).min(workload.size);
            let mut case = (workload.case)(size);
            let all: Vec<_> = case.runs.iter_mut().map(|(tool, run)| (*tool, run.numbers())).collect();
            let of = |wanted| all.iter().find(|(tool, _)| *tool == wanted).map(|(_, numbers)| numbers);
            let (value, gradient) = (of(Tool::Primal).expect("a value"), of(Tool::Gradient).expect("a gradient"));
            for (tool, numbers) in &all {
                let numbers = match tool {
                    Tool::Primal => continue,
                    Tool::Value => {
                        assert_close(&numbers[..1], value, workload.name, *tool);
                        &numbers[1..]
                    }
                    _ => numbers,
                };
                assert_close(numbers, gradient, workload.name, *tool);
            }
        }
    }

    fn assert_close(found: &[f64], expected: &[f64], name: &str, tool: Tool) {
        assert_eq!(found.len(), expected.len(), "{name}: {}", tool.label());
        let largest = expected.iter().fold(0.0, |a: f64, b| a.max(b.abs()));
        for (i, (found, expected)) in found.iter().zip(expected).enumerate() {
            let is_close = (found - expected).abs() <= TOLERANCE * largest;
            assert!(is_close, "{name}: {}[{i}] is {found}, not {expected}", tool.label());
        }
    }
}
