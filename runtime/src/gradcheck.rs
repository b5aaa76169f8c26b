//! Derivatives held against central differences, for tests.
//!
//! [`gradcheck!`](crate::gradcheck!) checks companions of a function at a point, by one call. The functions of this module
//! check derivatives from anywhere:
//!
//! ```
//! use chainrule::{differentiate, gradcheck};
//!
//! #[differentiate]
//! fn energy(x: &[f64]) -> f64 {
//!     x.iter().map(|x| x * x * x.sin()).sum()
//! }
//!
//! let x = vec![0.5, 1.5, -2.0];
//! gradcheck!(energy(&x)).assert_ok();
//! gradcheck::gradient(|x| energy(x), &x, &grad_energy(&x)).assert_ok();
//! gradcheck::directional(|x| energy(x), &x, &vec![1.0, 0.0, -1.0], jvp_energy(&x, &[1.0, 0.0, -1.0]).1).assert_ok();
//! ```
//!
//! Several parameters are one point: `|p: &(f64, Vec<f64>)| f(p.0, &p.1)`, as is a struct with a derived tangent.

mod companions;

use alloc::vec::Vec;
use core::fmt::{self, Display, Formatter};

use crate::differentiable::Differentiable;
use crate::forward::{coordinates, set_coordinate};
use crate::matrix::Matrix;
use crate::tangent::Tangent;
pub use companions::Summary;
#[doc(hidden)]
pub use companions::{Check, FloatForm, Form, ListForm, Numbers, OtherForm, owned};

/// What is tolerated where nothing else is said, relative and absolute alike.
pub const TOLERANCE: f64 = 1e-6;

/// What [`gradcheck!`](crate::gradcheck!) tolerates where nothing else is said and a result is an `f32`: differences of
/// single precision give four digits.
pub const SINGLE_TOLERANCE: f64 = 1e-3;

/// A component of a derivative, and what differences give for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Component {
    /// Its position, counted through all parameters; in a Hessian row by row.
    pub index: usize,
    /// What the companion gives.
    pub found: f64,
    /// What differences give.
    pub expected: f64,
    /// The step of the differences, relative to the size of the coordinate.
    pub step: f64,
}

impl Component {
    /// How far the two are apart, relative to 1 and to their size.
    #[must_use]
    pub fn error(&self) -> f64 {
        let apart = (self.found - self.expected).abs();
        if apart.is_nan() { f64::INFINITY } else { apart / (1.0 + self.expected.abs()) }
    }
}

/// The outcome of a check.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The component with the greatest error; `None` where there are no components.
    pub worst: Option<Component>,
    /// How many components were compared.
    pub components: usize,
    /// The steps that were tried for each, relative to the size of the coordinate.
    pub steps: Vec<f64>,
    /// The greatest error that passes.
    pub tolerance: f64,
}

impl Report {
    fn of(all: Vec<Component>) -> Report {
        let components = all.len();
        let worst = all.into_iter().max_by(|a, b| a.error().total_cmp(&b.error()));
        Report { worst, components, steps: steps(), tolerance: TOLERANCE }
    }

    /// The same with another tolerance.
    #[must_use]
    pub fn within(self, tolerance: f64) -> Report {
        Report { tolerance, ..self }
    }

    /// Whether every component passes.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.worst.is_none_or(|worst| worst.error() <= self.tolerance)
    }

    /// For tests.
    ///
    /// # Panics
    ///
    /// If a component does not pass; with the report.
    #[track_caller]
    pub fn assert_ok(&self) {
        assert!(self.passed(), "{self}");
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let verdict = if self.passed() { "passed" } else { "FAILED" };
        write!(f, "derivative check {verdict}: {} components, tolerance {:e}", self.components, self.tolerance)?;
        if let Some(Component { index, found, expected, step }) = self.worst {
            write!(f, "; the worst is component {index}: {found}, differences with the step {step:e} give {expected}")?;
        }
        Ok(())
    }
}

/// Powers of two, the largest first.
fn steps() -> Vec<f64> {
    core::iter::successors(Some(1.0 / 64.0), |step| Some(step / 4.0)).take(8).collect()
}

/// The derivative of `f` at 0, at the step from which the next smaller one differs least, and that step.
fn difference(f: &dyn Fn(f64) -> f64) -> (f64, f64) {
    differences(&|h| Vec::from([f(h)])).first().copied().unwrap_or((f64::NAN, 0.0))
}

/// The derivatives of all components of `f` at 0.
fn differences(f: &dyn Fn(f64) -> Vec<f64>) -> Vec<(f64, f64)> {
    // Of fourth order.
    let slopes = |h: f64| -> Vec<f64> {
        let (near, far) = (f(h).into_iter().zip(f(-h)), f(2.0 * h).into_iter().zip(f(-2.0 * h)));
        near.zip(far).map(|((a, b), (c, d))| (8.0 * (a - b) - (c - d)) / (12.0 * h)).collect()
    };
    let all: Vec<(f64, Vec<f64>)> = steps().into_iter().map(|h| (h, slopes(h))).collect();
    let count = all.iter().map(|(_, slopes)| slopes.len()).min().unwrap_or(0);
    let apart = |pair: &[(f64, Vec<f64>)], index: usize| (pair[0].1[index] - pair[1].1[index]).abs();
    let best = |index| all.windows(2).min_by(|a, b| apart(a, index).total_cmp(&apart(b, index)));
    (0..count).map(|index| best(index).map_or((f64::NAN, 0.0), |pair| (pair[1].1[index], pair[1].0))).collect()
}

fn moved<P: Differentiable + Clone>(point: &P, direction: &P::Shadow, step: f64) -> P {
    let mut moved = point.clone();
    moved.move_along(direction, step);
    moved
}

/// The numbers of a tangent.
fn numbers<T: Tangent>(tangent: &T) -> Vec<f64> {
    let mut all = Vec::new();
    tangent.clone().map_coordinates(&mut |coordinate| {
        all.push(coordinate);
        coordinate
    });
    all
}

/// Holds `gradient`, that of `f` at `point`, against differences.
///
/// ```
/// use chainrule::gradcheck;
///
/// let report = gradcheck::gradient(|x: &[f64; 2]| x[0] * x[1], &[2.0, 3.0], &[3.0, 2.5]);
/// assert!(!report.passed());
/// assert_eq!(report.worst.unwrap().index, 1);
/// ```
#[must_use]
pub fn gradient<P: Differentiable + Clone>(f: impl Fn(&P) -> f64, point: &P, gradient: &P::Tangent) -> Report {
    use core::borrow::Borrow as _;
    let zero = point.zero_tangent();
    let components = numbers(gradient).into_iter().enumerate().map(|(index, found)| {
        let mut unit = zero.clone();
        set_coordinate(&mut unit, index, 1.0);
        let (expected, step) = difference(&|h| f(&moved(point, unit.borrow(), h)));
        Component { index, found, expected, step }
    });
    Report::of(components.collect())
}

/// Holds `slope`, the derivative of `f` at `point` in a direction, against differences.
///
/// ```
/// use chainrule::gradcheck;
///
/// gradcheck::directional(|x: &f64| x * x, &3.0, &0.5, 3.0).assert_ok();
/// ```
#[must_use]
pub fn directional<P: Differentiable + Clone>(
    f: impl Fn(&P) -> f64,
    point: &P,
    direction: &P::Tangent,
    slope: f64,
) -> Report {
    use core::borrow::Borrow as _;
    let (expected, step) = difference(&|h| f(&moved(point, direction.borrow(), h)));
    Report::of(Vec::from([Component { index: 0, found: slope, expected, step }]))
}

/// Holds `hessian` against differences of the gradient.
///
/// ```
/// use chainrule::{Matrix, gradcheck};
///
/// let hessian = Matrix::from([[0.0, 1.0], [1.0, 0.0]]);
/// gradcheck::hessian(|x: &[f64; 2]| [x[1], x[0]], &[2.0, 3.0], &hessian).assert_ok();
/// ```
///
/// # Panics
///
/// If the Hessian has not as many rows and columns as the point has coordinates.
#[must_use]
#[track_caller]
pub fn hessian<P: Differentiable + Clone>(gradient: impl Fn(&P) -> P::Tangent, point: &P, hessian: &Matrix) -> Report {
    use core::borrow::Borrow as _;
    let zero = point.zero_tangent();
    let size = coordinates(&zero);
    assert_eq!((hessian.rows(), hessian.cols()), (size, size), "the shape of the Hessian");
    let mut all = Vec::new();
    for column in 0..size {
        let mut unit = zero.clone();
        set_coordinate(&mut unit, column, 1.0);
        for row in 0..size {
            let slope = |h: f64| numbers(&gradient(&moved(point, unit.borrow(), h)))[row];
            let (expected, step) = difference(&slope);
            all.push(Component { index: row * size + column, found: hessian[(row, column)], expected, step });
        }
    }
    Report::of(all)
}
