//! Runs random programs and holds their gradients against central differences.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::case::weights as cycle;
use crate::compare::Tolerance;
use crate::differences::partial;
use crate::point::{Point, coordinates, moved};

/// A generated program as functions of a flat point and a trip count.
pub struct Program {
    /// Its module.
    pub name: &'static str,
    /// Its number, for `--only`.
    pub number: u64,
    /// The length of a point.
    pub dimension: usize,
    /// The value, with the weighted final contents of `&mut` parameters.
    pub value: fn(&[f64], usize) -> f64,
    /// The same value, and its gradient.
    pub gradient: fn(&[f64], usize) -> (f64, Vec<f64>),
}

/// What came of a run.
#[derive(Debug, Default)]
pub struct Tally {
    /// Partial derivatives that agree.
    pub agreed: usize,
    /// Of these, how many are not zero.
    pub nonzero: usize,
    /// Partial derivatives for which two steps of differences disagree: a jump is near.
    pub discarded: usize,
    /// What is wrong.
    pub failures: Vec<String>,
}

/// The weights of final contents, as shadows.
#[must_use]
pub fn weights<P: Point>(contents: &P) -> P {
    let list = cycle(coordinates(contents).len());
    moved(contents, &mut list.into_iter())
}

/// Final contents as a number.
pub fn weighted(contents: &impl Point) -> f64 {
    let list = coordinates(contents);
    list.iter().zip(cycle(list.len())).map(|(x, w)| x * w).sum()
}

/// Coordinates between −1.2 and 1.2 that depend on the program and the trial.
fn point(program: &Program, trial: usize) -> Vec<f64> {
    let mut state = program.number.wrapping_mul(0x9E37_79B9).wrapping_add(trial as u64 * 0x51_7CC1 + 1);
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(state >> 33).unwrap_or(0)) / f64::from(1_u32 << 31)
    };
    (0..program.dimension).map(|_| 2.4 * next() - 1.2).collect()
}

/// The gradient of every program at several points, with several trip counts.
#[must_use]
pub fn run(programs: &[Program]) -> Tally {
    let mut tally = Tally::default();
    for program in programs {
        for (trial, n) in [3, 0, 5, 1].into_iter().enumerate() {
            let x = point(program, trial);
            check(program, &x, n, &mut tally);
        }
    }
    tally
}

fn check(program: &Program, x: &[f64], n: usize, tally: &mut Tally) {
    let name = program.name;
    let value = (program.value)(x, n);
    let Ok((found, gradient)) = catch_unwind(AssertUnwindSafe(|| (program.gradient)(x, n))) else {
        tally.failures.push(format!("{name}, n = {n}, at {x:?}: the companion panics, the function does not"));
        return;
    };
    if !Tolerance(0.0).admits(found, value) || gradient.len() != x.len() {
        let lengths = (gradient.len(), x.len());
        tally.failures.push(format!("{name}, n = {n}, at {x:?}: value {found}, not {value}; lengths {lengths:?}"));
        return;
    }
    let f = |x: &[f64]| (program.value)(x, n);
    for (i, derivative) in gradient.iter().enumerate() {
        let (coarse, fine) = (partial(&f, x, i, 1.0 / 1024.0), partial(&f, x, i, 1.0 / 2048.0));
        if !Tolerance(3e-7).admits(coarse, fine) {
            tally.discarded += 1;
        } else if Tolerance(1e-6).admits(*derivative, fine) {
            tally.agreed += 1;
            tally.nonzero += usize::from(fine != 0.0);
        } else {
            let what = format!("{name}, n = {n}, at {x:?}: partial {i} is {derivative}, not {fine}");
            tally.failures.push(what);
        }
    }
}

impl Tally {
    /// Nothing failed, and few checks were discarded.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.failures.is_empty() && self.discarded * 10 < self.agreed + self.discarded
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for failure in self.failures.iter().take(20) {
            writeln!(out, "{failure}")?;
        }
        let Tally { agreed, nonzero, discarded, failures } = self;
        let failed = failures.len();
        write!(out, "{agreed} partial derivatives agree ({nonzero} not zero), {discarded} discarded, {failed} failures")
    }
}
