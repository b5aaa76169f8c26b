//! One differentiated function at one point, and what its companions must satisfy there.

use crate::compare::{Tolerance, assert_close, assert_same, assert_value};
use crate::differences;

/// What a call leaves behind.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The coordinates of the value.
    pub value: Vec<f64>,
    /// The gradient with respect to the active parameters, in order; without those passed by `&mut` for a pullback.
    pub gradient: Vec<f64>,
    /// What the `&mut` parameters hold afterwards; for a pullback, their shadows.
    pub contents: Vec<f64>,
}

/// A function of the active coordinates: value and final contents.
pub type Primal<'a> = &'a dyn Fn(&[f64]) -> Outcome;

/// A pullback called twice: seed and shadows to the outcomes.
pub type Pullback<'a> = &'a dyn Fn(&[f64], &[f64]) -> [Outcome; 2];

/// Forward mode: a direction to what the function leaves behind, and to the tangents of that.
pub type Forward<'a> = &'a dyn Fn(&[f64]) -> [Outcome; 2];

/// A differentiated function at a point.
pub struct Case<'a> {
    /// The function's name.
    pub name: &'static str,
    /// The active coordinates.
    pub point: Vec<f64>,
    /// For each coordinate, whether its parameter is passed by `&mut`.
    pub inout: Vec<bool>,
    /// The machine epsilon of the arguments.
    pub epsilon: f64,
    /// The function itself.
    pub primal: Primal<'a>,
    /// `vjp_f`.
    pub pullback: Pullback<'a>,
    /// `jvp_f`.
    pub tangent: Forward<'a>,
}

/// The companions of a function with a scalar result.
pub struct Scalar<'a> {
    /// What it shares with every function.
    pub case: Case<'a>,
    /// `grad_f`; no value.
    pub grad: &'a dyn Fn() -> Outcome,
    /// `value_and_grad_f`.
    pub value_and_grad: &'a dyn Fn() -> Outcome,
    /// `accumulate_grad_f`, from buffers with these contents to those it leaves.
    pub accumulate: &'a dyn Fn(&[f64]) -> Outcome,
    /// The gradient by hand, where there is one.
    pub closed: Option<Vec<f64>>,
}

/// Weights that no symmetry of a program cancels.
#[must_use]
pub fn weights(len: usize) -> Vec<f64> {
    [0.75, -1.25, 0.375, 1.625, -0.875].into_iter().cycle().take(len).collect()
}

fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

impl Case<'_> {
    /// The coordinates of `all` whose parameters are passed by `&mut`, or those of the others.
    fn part(&self, all: &[f64], inout: bool) -> Vec<f64> {
        all.iter().zip(&self.inout).filter(|(_, is)| **is == inout).map(|(x, _)| *x).collect()
    }

    /// What `seed` and the shadows of the final contents must be pulled back to, by differences.
    fn differences(&self, seed: &[f64], shadows: &[f64]) -> Vec<f64> {
        let weighted = |x: &[f64]| {
            let outcome = (self.primal)(x);
            dot(&outcome.value, seed) + dot(&outcome.contents, shadows)
        };
        differences::gradient(&weighted, &self.point, self.epsilon)
    }

    fn what(&self, which: &str) -> String {
        format!("{which}_{} at {:?}", self.name, self.point)
    }

    /// Value and contents are those of the function itself.
    fn assert_primal(&self, which: &str, found: &Outcome) {
        let expected = (self.primal)(&self.point);
        let what = self.what(which);
        if !found.value.is_empty() {
            assert_value(&format!("{what}: value"), &found.value, &expected.value);
        }
        assert_value(&format!("{what}: final contents"), &found.contents, &expected.contents);
    }
}

/// `vjp_f` against differences: for a seed and shadows, called twice.
pub fn assert_pullback(case: &Case) {
    let primal = (case.primal)(&case.point);
    let seed: Vec<f64> = weights(primal.value.len()).iter().map(|w| w + 1.25).collect();
    let shadows = weights(primal.contents.len());
    let expected = case.differences(&seed, &shadows);
    let [first, second] = (case.pullback)(&seed, &shadows);
    let tolerance = Tolerance::of_differences(case.epsilon);
    let what = case.what("vjp");
    assert_value(&format!("{what}: value"), &first.value, &primal.value);
    assert_close(&what, &first.gradient, &case.part(&expected, false), tolerance);
    assert_close(&format!("{what}: shadows"), &first.contents, &case.part(&expected, true), tolerance);
    assert_same(&format!("{what}: second call"), &second.gradient, &first.gradient);
    assert_same(&format!("{what}: shadows of the second call"), &second.contents, &first.contents);
    assert_adjoint(case, &seed, &shadows, &first);
}

/// Forward mode against reverse mode: ⟨seed, J direction⟩ = ⟨Jᵀ seed, direction⟩, where `pulled` is the right one.
fn assert_adjoint(case: &Case, seed: &[f64], shadows: &[f64], pulled: &Outcome) {
    let direction: Vec<f64> = weights(case.point.len()).iter().map(|w| w - 0.5).collect();
    let [primal, dots] = (case.tangent)(&direction);
    case.assert_primal("jvp", &primal);
    let what = case.what("jvp");
    assert_eq!(dots.value.len(), primal.value.len(), "{what}: the tangent of the result has another shape");
    assert_eq!(dots.contents.len(), primal.contents.len(), "{what}: tangents of the final contents have another shape");
    let forward = dot(&dots.value, seed) + dot(&dots.contents, shadows);
    let parts = [(&pulled.gradient, false), (&pulled.contents, true)];
    let reverse: f64 = parts.iter().map(|(bars, inout)| dot(bars, &case.part(&direction, *inout))).sum();
    let size = parts.iter().flat_map(|(bars, _)| bars.iter()).fold(1.0, |size: f64, bar| size.max(bar.abs()));
    let tolerance = Tolerance::of_rounding(case.epsilon).0;
    let close = forward.is_nan() && reverse.is_nan()
        || forward.is_infinite() && reverse.is_infinite()
        || (forward - reverse).abs() <= 20.0 * tolerance * size;
    assert!(close, "{what}: forward mode gives {forward}, reverse mode {reverse}");
}

/// All companions against differences, and against the gradient by hand where there is one.
pub fn assert_companions(scalar: &Scalar) {
    let case = &scalar.case;
    let tolerance = Tolerance::of_differences(case.epsilon);
    let differences = case.differences(&[1.0], &vec![0.0; case.inout.len()]);
    let grad = (scalar.grad)();
    if let Some(closed) = &scalar.closed {
        assert_close(&case.what("by hand for grad"), closed, &differences, tolerance);
        assert_close(&case.what("grad"), &grad.gradient, closed, Tolerance::of_rounding(case.epsilon));
    }
    assert_close(&case.what("grad"), &grad.gradient, &differences, tolerance);
    case.assert_primal("grad", &grad);

    let both = (scalar.value_and_grad)();
    let rounding = Tolerance::of_rounding(case.epsilon);
    assert_close(&case.what("value_and_grad"), &both.gradient, &grad.gradient, rounding);
    case.assert_primal("value_and_grad", &both);

    let start = weights(case.point.len());
    let accumulated = (scalar.accumulate)(&start);
    let sums: Vec<f64> = start.iter().zip(&differences).map(|(x, y)| x + y).collect();
    assert_close(&case.what("accumulate_grad"), &accumulated.gradient, &sums, tolerance);
    case.assert_primal("accumulate_grad", &accumulated);
    assert_pullback(case);
}

/// What holds of every derivative, whatever the function: see `laws.rs`.
pub fn assert_laws(scalar: &Scalar) {
    let case = &scalar.case;
    let tolerance = Tolerance::of_rounding(case.epsilon);
    let grad = (scalar.grad)().gradient;
    let without_shadows = vec![0.0; (case.primal)(&case.point).contents.len()];
    let pulled = |seed: f64, shadows: &[f64]| {
        let [outcome, _] = (case.pullback)(&[seed], shadows);
        [outcome.gradient, outcome.contents].concat()
    };
    let split = [case.part(&grad, false), case.part(&grad, true)].concat();
    let at_one = pulled(1.0, &without_shadows);
    assert_close(&case.what("vjp at 1 is grad:"), &at_one, &split, tolerance);
    assert_same(&case.what("vjp at 0 is 0:"), &pulled(0.0, &without_shadows), &vec![0.0; grad.len()]);

    let scaled: Vec<f64> = at_one.iter().map(|x| -2.5 * x).collect();
    assert_close(&case.what("vjp is linear:"), &pulled(-2.5, &without_shadows), &scaled, tolerance);
    let shadows = weights(without_shadows.len());
    let sum: Vec<f64> = pulled(0.0, &shadows).iter().zip(&scaled).map(|(x, y)| x + y).collect();
    assert_close(&case.what("vjp adds seed and shadows:"), &pulled(-2.5, &shadows), &sum, tolerance);

    let start = weights(case.point.len());
    let once = (scalar.accumulate)(&start).gradient;
    let twice = (scalar.accumulate)(&once).gradient;
    let expected = |times: f64| start.iter().zip(&grad).map(|(x, g)| x + times * g).collect::<Vec<_>>();
    assert_close(&case.what("accumulate_grad adds:"), &once, &expected(1.0), tolerance);
    assert_close(&case.what("accumulate_grad adds again:"), &twice, &expected(2.0), tolerance);
}
