//! Hessians against differences of gradients, and against their own symmetry.

use crate::compare::{Tolerance, assert_close};
use crate::differences::assert_gradient;

/// Holds the Hessian of a function of two scalars, all its products, and its first derivatives in both modes, at a few
/// points: `check_second!(f)`, or `check_second!(f, [(0.5, 1.0)])`.
#[macro_export]
macro_rules! check_second {
    ($f:ident) => {
        $crate::check_second!($f, [(0.7, 1.3), (1.9, 0.4), (-0.6, 0.8)])
    };
    ($f:ident, $points:expr) => {
        ::pastey::paste! {
            for (x, y) in $points {
                $crate::check!($f(x, y));
                let hessian = [<hessian_ $f>](x, y).map(|row| row.to_vec()).to_vec();
                $crate::assert_hessian(|at| { let (a, b) = [<grad_ $f>](at[0], at[1]); vec![a, b] }, &[x, y], &hessian);
                let (a, b) = [<hvp_ $f>](x, 0.3, y, -1.7);
                let by_rows = |row: &[f64]| 0.3 * row[0] - 1.7 * row[1];
                $crate::assert_alike(&[a, b], &[by_rows(&hessian[0]), by_rows(&hessian[1])]);
            }
        }
    };
}

/// Panics where `hessian` is not symmetric, or not the derivative of `gradient` at `x`.
///
/// # Panics
///
/// With the first coordinate that differs, and both values of it.
pub fn assert_hessian(gradient: impl Fn(&[f64]) -> Vec<f64>, x: &[f64], hessian: &[Vec<f64>]) {
    for (row, values) in hessian.iter().enumerate() {
        assert_gradient(|at| gradient(at)[row], x, values);
        let column: Vec<f64> = hessian.iter().map(|other| other[row]).collect();
        assert_close("a row of a Hessian against its column", values, &column, Tolerance(1e-10));
    }
}

/// Panics where two routes to one derivative differ by more than rounding.
///
/// # Panics
///
/// With the first coordinate that differs, and both values of it.
pub fn assert_alike(found: &[f64], expected: &[f64]) {
    assert_close("two routes to one derivative", found, expected, Tolerance(1e-10));
}
