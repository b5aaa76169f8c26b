//! Runs a function as often and as long as the request asks, and keeps the time of every run.

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::input::Input;

/// The result of the last run, and the time that each run took.
pub struct Measured {
    /// The result, as the suite wants it written.
    pub output: Value,
    /// One entry per run, in order.
    pub runs: Vec<Duration>,
}

/// What a function of the suite gives: a measured result, or what is wrong and where.
pub type Answer = Result<Measured, String>;

/// Runs until both `min_runs` and `min_seconds` of the input are reached, at least once; `encode`
/// is not timed.
pub fn measure<T>(input: &Input, mut run: impl FnMut() -> T, encode: impl FnOnce(T) -> Value) -> Answer {
    let bound = |name, absent| input.optional(name).map_or(Ok(absent), |bound| bound.number());
    let (min_runs, min_seconds) = (bound("min_runs", 1.0)?, bound("min_seconds", 0.0)?);
    let mut runs = Vec::new();
    let mut total = Duration::ZERO;
    loop {
        let start = Instant::now();
        let result = black_box(run());
        let elapsed = start.elapsed();
        runs.push(elapsed);
        total += elapsed;
        if runs.len() as f64 >= min_runs && total.as_secs_f64() >= min_seconds {
            let output = encode(result);
            return Ok(Measured { output, runs });
        }
    }
}
