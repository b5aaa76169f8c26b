//! Times all runs of a workload in turn, so that a slow moment of the machine meets them all.

use std::time::Instant;

use workloads::case::Run;

/// A sample repeats a run until it lasts about this long, far above the resolution of the clock, and below the slice
/// of time that the system gives to one process.
const SAMPLE_NANOSECONDS: f64 = 3e5;

/// What one run takes.
#[derive(Clone, Copy)]
pub struct Cost {
    /// The median over all rounds, in nanoseconds.
    pub nanoseconds: f64,
    /// The least of all rounds.
    pub least: f64,
}

/// The cost of each run, all of which are sampled in every round.
pub fn costs(runs: &mut [&mut dyn Run], rounds: usize) -> Vec<Cost> {
    let counts: Vec<u32> = runs.iter_mut().map(|run| count_per_sample(*run)).collect();
    let mut samples = vec![Vec::with_capacity(rounds); runs.len()];
    for _ in 0..rounds {
        for ((run, &count), samples) in runs.iter_mut().zip(&counts).zip(&mut samples) {
            samples.push(nanoseconds(*run, count));
        }
    }
    samples.into_iter().map(cost).collect()
}

/// Doubles the count until a sample is long enough; this also warms the caches.
fn count_per_sample(run: &mut dyn Run) -> u32 {
    let mut count = 1;
    while nanoseconds(run, count) * f64::from(count) < SAMPLE_NANOSECONDS {
        count *= 2;
    }
    count
}

fn nanoseconds(run: &mut dyn Run, count: u32) -> f64 {
    let start = Instant::now();
    run.repeat(count);
    start.elapsed().as_secs_f64() * 1e9 / f64::from(count)
}

fn cost(mut samples: Vec<f64>) -> Cost {
    samples.sort_by(f64::total_cmp);
    Cost { nanoseconds: samples[samples.len() / 2], least: samples[0] }
}
