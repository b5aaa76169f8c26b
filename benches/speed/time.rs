//! Times all runs of a workload in turn, so that a slow moment of the machine meets them all.

use std::time::Instant;

use workloads::case::Run;

/// A sample repeats a run until it lasts about this long, far above the resolution of the clock, and below the slice
/// of time that the system gives to one process.
const SAMPLE_NANOSECONDS: f64 = 3e5;

/// No run is sampled for longer than this altogether: a slow one sits out some of the rounds.
const MOST_NANOSECONDS: f64 = 2e9;

/// What one run takes.
#[derive(Clone, Copy)]
pub struct Cost {
    /// The least of all rounds, in nanoseconds: whatever else runs on the machine only adds to it.
    pub nanoseconds: f64,
    /// That divided by the least of the first run.
    pub ratio: f64,
    /// The median of its time divided by that of the first run in the same round.
    pub median_ratio: f64,
}

/// The cost of each run, which are sampled in turn; the first is what the others are compared with.
pub fn costs(runs: &mut [&mut dyn Run], rounds: usize) -> Vec<Cost> {
    let mut plans: Vec<Plan> = runs.iter_mut().map(|run| Plan::of(*run, rounds)).collect();
    plans[0].every = 1;
    let mut samples = vec![Vec::with_capacity(rounds); runs.len()];
    for round in 0..rounds {
        let mut first = 0.0;
        for (k, (run, plan)) in runs.iter_mut().zip(&plans).enumerate() {
            if round % plan.every == 0 {
                let time = nanoseconds(*run, plan.count);
                first = if k == 0 { time } else { first };
                samples[k].push((time, time / first));
            }
        }
    }
    let least = least(&samples[0]);
    samples.iter().map(|samples| cost(samples, least)).collect()
}

/// How a run is sampled.
struct Plan {
    /// Calls in a sample.
    count: u32,
    /// Rounds from one sample to the next.
    every: usize,
}

impl Plan {
    /// Doubles the count until a sample is long enough; this also warms the caches.
    fn of(run: &mut dyn Run, rounds: usize) -> Self {
        let mut count = 1;
        loop {
            let sample = nanoseconds(run, count) * f64::from(count);
            if sample >= SAMPLE_NANOSECONDS {
                let affordable = (MOST_NANOSECONDS / sample).max(1.0);
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive number")]
                return Self { count, every: (rounds as f64 / affordable).ceil() as usize };
            }
            count *= 2;
        }
    }
}

fn nanoseconds(run: &mut dyn Run, count: u32) -> f64 {
    let start = Instant::now();
    run.repeat(count);
    start.elapsed().as_secs_f64() * 1e9 / f64::from(count)
}

fn least(samples: &[(f64, f64)]) -> f64 {
    samples.iter().map(|sample| sample.0).fold(f64::INFINITY, f64::min)
}

fn cost(samples: &[(f64, f64)], least_of_first: f64) -> Cost {
    let nanoseconds = least(samples);
    Cost {
        nanoseconds,
        ratio: nanoseconds / least_of_first,
        median_ratio: median(samples.iter().map(|sample| sample.1)),
    }
}

fn median(samples: impl Iterator<Item = f64>) -> f64 {
    let mut samples: Vec<f64> = samples.collect();
    samples.sort_by(f64::total_cmp);
    samples[samples.len() / 2]
}
