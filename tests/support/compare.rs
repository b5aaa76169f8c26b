//! Comparison of lists of numbers.

/// How far two numbers may differ, relative to the second and absolutely alike.
#[derive(Clone, Copy, Debug)]
pub struct Tolerance(pub f64);

impl Tolerance {
    /// Of central differences in `f64`.
    pub const DIFFERENCES: Tolerance = Tolerance(1e-8);

    /// Of two ways to compute the same thing in `f64`.
    pub const ROUNDING: Tolerance = Tolerance(1e-12);

    /// Central differences of a function computed with the given machine epsilon.
    #[must_use]
    pub fn of_differences(epsilon: f64) -> Tolerance {
        if epsilon > 1e-10 { Tolerance(2e-3) } else { Tolerance::DIFFERENCES }
    }

    /// Two ways to compute the same thing with the given machine epsilon.
    #[must_use]
    pub fn of_rounding(epsilon: f64) -> Tolerance {
        if epsilon > 1e-10 { Tolerance(2e-6) } else { Tolerance::ROUNDING }
    }

    /// Whether `found` may stand for `expected`. NaN stands for NaN, an infinity for itself.
    #[must_use]
    #[allow(clippy::float_cmp, reason = "infinities are compared exactly")]
    pub fn admits(self, found: f64, expected: f64) -> bool {
        found == expected
            || found.is_nan() && expected.is_nan()
            || (found - expected).abs() <= self.0 * (1.0 + expected.abs())
    }
}

/// Panics where the lists differ.
///
/// # Panics
///
/// With `what`, the first coordinate that differs, and both lists.
#[track_caller]
pub fn assert_close(what: &str, found: &[f64], expected: &[f64], tolerance: Tolerance) {
    let same_length = found.len() == expected.len();
    assert!(same_length, "{what}: {} numbers instead of {}", found.len(), expected.len());
    for (i, (x, y)) in found.iter().zip(expected).enumerate() {
        let close = tolerance.admits(*x, *y);
        assert!(close, "{what}: coordinate {i} is {x}, not {y}\n   found: {found:?}\nexpected: {expected:?}");
    }
}

/// Panics where the lists are not equal to the last bit (zeros of either sign are equal, and so are NaNs).
///
/// # Panics
///
/// As [`assert_close`].
#[track_caller]
pub fn assert_same(what: &str, found: &[f64], expected: &[f64]) {
    assert_close(what, found, expected, Tolerance(0.0));
}

thread_local! {
    static GRADIENTS_INSIDE: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Runs checks of functions that call gradients: a gradient may differ in its last digits from one companion to another,
/// and so may values that are made of it.
pub fn with_gradients_inside(check: impl FnOnce()) {
    GRADIENTS_INSIDE.set(true);
    check();
    GRADIENTS_INSIDE.set(false);
}

/// Panics where the values of a companion are not those of the function: to the last bit, unless they are made of gradients.
///
/// # Panics
///
/// As [`assert_close`].
#[track_caller]
pub fn assert_value(what: &str, found: &[f64], expected: &[f64]) {
    let tolerance = if GRADIENTS_INSIDE.get() { Tolerance::ROUNDING } else { Tolerance(0.0) };
    assert_close(what, found, expected, tolerance);
}
