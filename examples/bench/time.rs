//! Times a primal and its derivatives in turn, so that a slow moment of the machine meets them all.

use std::hint::black_box;
use std::time::Instant;

use crate::Runs;

const ROUNDS: usize = 51;

/// A sample repeats a call until it lasts about this long, far above the resolution of the clock.
const SAMPLE_NANOSECONDS: f64 = 2e6;

/// Medians over all rounds.
pub struct Comparison {
    /// Nanoseconds of one call of the primal.
    pub primal: f64,
    /// Time of `grad_f` divided by the time of the primal in the same round.
    pub grad: f64,
    /// The same for `accumulate_grad_f`.
    pub accumulate: f64,
    /// The same for `jvp_f`.
    pub jvp: f64,
}

/// Measures all four in every round.
pub fn compare<R>(
    runs: Runs<impl Fn() -> f64, impl Fn() -> R, impl FnMut() -> f64, impl Fn() -> (f64, f64)>,
) -> Comparison {
    let Runs { primal, grad, mut accumulate, jvp } = runs;
    let calls = calls_per_sample(&primal);
    let mut samples: [Vec<f64>; 4] = Default::default();
    for _ in 0..ROUNDS {
        let unit = nanoseconds_per_call(calls, &primal);
        samples[0].push(unit);
        samples[1].push(nanoseconds_per_call(calls, &grad) / unit);
        samples[2].push(nanoseconds_per_call(calls, &mut accumulate) / unit);
        samples[3].push(nanoseconds_per_call(calls, &jvp) / unit);
    }
    let [primal, grad, accumulate, jvp] = samples.map(median);
    Comparison { primal, grad, accumulate, jvp }
}

/// Nanoseconds of one call of the primal, and the time of the derivative divided by it.
pub fn ratio<P, D>(mut primal: impl FnMut() -> P, mut derivative: impl FnMut() -> D) -> (f64, f64) {
    let calls = calls_per_sample(&mut primal);
    let (mut units, mut ratios) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let unit = nanoseconds_per_call(calls, &mut primal);
        units.push(unit);
        ratios.push(nanoseconds_per_call(calls, &mut derivative) / unit);
    }
    (median(units), median(ratios))
}

/// Doubles the number of calls until one sample is long enough; this also warms the caches.
fn calls_per_sample<T>(mut run: impl FnMut() -> T) -> u32 {
    let mut calls = 1;
    while nanoseconds_per_call(calls, &mut run) * f64::from(calls) < SAMPLE_NANOSECONDS {
        calls *= 2;
    }
    calls
}

fn nanoseconds_per_call<T>(calls: u32, mut run: impl FnMut() -> T) -> f64 {
    let start = Instant::now();
    for _ in 0..calls {
        black_box(run());
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(calls)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
