//! Runs random programs and holds their gradients against central differences.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::case::weights as cycle;
use crate::compare::Tolerance;
use crate::differences::partial;
use crate::point::{Point, coordinates, moved};

/// The gradients by several companions at a point.
pub type Companions = fn(&[f64], usize) -> [Vec<f64>; 5];

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
    /// The gradient without the contents: by `grad`, twice by `accumulate_grad`, by two calls of a pullback, by
    /// `jvp` in the direction of each coordinate. None where one companion alone is tested.
    pub companions: Option<Companions>,
    /// The value of the same program in `f64`.
    pub precise: fn(&[f64], usize) -> f64,
    /// Of the gradient against differences.
    pub tolerance: f64,
}

/// What came of a run.
#[derive(Debug, Default)]
pub struct Tally {
    /// Partial derivatives that agree.
    pub agreed: usize,
    /// Of these, how many are not zero.
    pub nonzero: usize,
    /// Partial derivatives for which differences disagree at all steps, or on the two sides: a jump or a kink is near.
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

/// A shadow of zeros.
#[must_use]
pub fn zeros<P: Point>(primal: &P) -> P {
    moved(primal, &mut std::iter::repeat(0.0))
}

/// A function that is not differentiated.
#[must_use]
pub fn opaque(flag: bool) -> bool {
    !flag
}

/// The unit vectors.
pub fn directions(dimension: usize) -> impl Iterator<Item = Vec<f64>> {
    (0..dimension).map(move |i| (0..dimension).map(|j| if i == j { 1.0 } else { 0.0 }).collect())
}

/// A direction with parts of either sign.
#[must_use]
#[allow(clippy::cast_precision_loss)]
pub fn slant(dimension: usize) -> Vec<f64> {
    (0..dimension).map(|i| if i % 3 == 1 { -0.5 } else { 1.0 - 0.125 * (i % 5) as f64 }).collect()
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
    #[allow(clippy::cast_possible_truncation, reason = "a point that single precision has too")]
    let single = |x: f64| f64::from(x as f32);
    (0..program.dimension).map(|_| single(2.4 * next() - 1.2)).collect()
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
    compare_companions(program, x, n, tally);
    let f = |x: &[f64]| (program.precise)(x, n);
    for (i, derivative) in gradient.iter().enumerate() {
        match difference(&f, x, i) {
            None => tally.discarded += 1,
            Some(expected) if Tolerance(program.tolerance).admits(*derivative, expected) => {
                tally.agreed += 1;
                tally.nonzero += usize::from(expected != 0.0);
            }
            Some(_) if has_kink(&f, x, i) => tally.discarded += 1,
            Some(expected) => {
                let what = format!("{name}, n = {n}, at {x:?}: partial {i} is {derivative}, not {expected}");
                tally.failures.push(what);
            }
        }
    }
}

/// All companions give the same gradient.
fn compare_companions(program: &Program, x: &[f64], n: usize, tally: &mut Tally) {
    let name = program.name;
    let Some(companions) = program.companions else { return };
    let Ok([grad, mut sums, first, second, dots]) = catch_unwind(AssertUnwindSafe(|| companions(x, n))) else {
        tally.failures.push(format!("{name}, n = {n}, at {x:?}: another companion panics"));
        return;
    };
    for sum in &mut sums {
        *sum *= 0.5;
    }
    let tolerance = Tolerance(100.0 * program.tolerance * program.tolerance);
    let same = |list: &[f64]| list.len() == grad.len() && list.iter().zip(&grad).all(|(a, b)| tolerance.admits(*a, *b));
    let sorted = |list: &[f64]| {
        let mut list = list.to_vec();
        list.sort_by(f64::total_cmp);
        list
    };
    let pulled = sorted(&first);
    let agrees = pulled.len() == grad.len() && pulled.iter().zip(sorted(&grad)).all(|(a, b)| tolerance.admits(*a, b));
    if !same(&sums) {
        tally.failures.push(format!("{name}, n = {n}, at {x:?}: accumulate_grad gives {sums:?}, grad {grad:?}"));
    } else if !same(&dots) {
        tally.failures.push(format!("{name}, n = {n}, at {x:?}: jvp gives {dots:?}, grad {grad:?}"));
    } else if !agrees {
        tally.failures.push(format!("{name}, n = {n}, at {x:?}: vjp gives {first:?}, grad {grad:?}"));
    } else if first != second && !first.iter().any(|x| x.is_nan()) {
        tally
            .failures
            .push(format!("{name}, n = {n}, at {x:?}: the second call gives {second:?}, the first {first:?}"));
    }
}

/// The partial derivative at the first step at which half the step gives the same.
fn difference(f: &dyn Fn(&[f64]) -> f64, x: &[f64], i: usize) -> Option<f64> {
    [10, 12, 14, 16].into_iter().find_map(|exponent| {
        let h = 2.0_f64.powi(-exponent);
        let (coarse, fine) = (partial(f, x, i, h), partial(f, x, i, 0.5 * h));
        Tolerance(3e-7).admits(coarse, fine).then_some(fine)
    })
}

/// Whether the differences to the right and to the left tend to different limits.
fn has_kink(f: &dyn Fn(&[f64]) -> f64, x: &[f64], i: usize) -> bool {
    let one_sided = |h: f64| {
        let at = |steps: f64| {
            let mut moved = x.to_vec();
            moved[i] += steps * h;
            f(&moved)
        };
        (4.0 * at(1.0) - at(2.0) - 3.0 * at(0.0)) / (2.0 * h)
    };
    [14, 17].into_iter().all(|exponent| {
        let h = 2.0_f64.powi(-exponent);
        !Tolerance(1e-4).admits(one_sided(h), one_sided(-h))
    })
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
