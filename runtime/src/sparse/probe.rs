//! Whether a pattern is right: products of the compressed Jacobian against those of the function itself.

use alloc::vec;
use alloc::vec::Vec;

use super::csr::Csr;

/// What rounding may do, in single precision too.
const TOLERANCE: f64 = 1e-5;

/// Numbers between 1 and 2 without any relation: multiples of the golden ratio.
pub(super) fn direction(count: usize) -> Vec<f64> {
    let next = |x: &f64| Some((x + 0.618_033_988_749_894_9) % 1.0);
    core::iter::successors(Some(0.5), next).map(|x| 1.0 + x).take(count).collect()
}

/// Holds the product with a direction against that of the function.
#[track_caller]
pub(super) fn check_rows(jacobian: &Csr, direction: &[f64], product: &[f64]) {
    for (row, found) in product.iter().enumerate() {
        let terms = || jacobian.row(row).map(|(column, value)| value * direction[column]);
        check("row", row, terms().sum(), terms().map(f64::abs).sum(), *found);
    }
}

/// Holds the adjoint of a seed against that of the function.
#[track_caller]
pub(super) fn check_columns(jacobian: &Csr, seed: &[f64], adjoint: &[f64]) {
    let mut sums = vec![(0.0, 0.0); adjoint.len()];
    for (row, factor) in seed.iter().enumerate() {
        for (column, value) in jacobian.row(row) {
            let (sum, size) = &mut sums[column];
            *sum += value * factor;
            *size += (value * factor).abs();
        }
    }
    for (column, (found, (sum, size))) in adjoint.iter().zip(sums).enumerate() {
        check("column", column, sum, size, *found);
    }
}

#[track_caller]
fn check(what: &str, index: usize, sum: f64, size: f64, found: f64) {
    let apart = (found - sum).abs();
    // Infinities and NaN show nothing.
    assert!(
        !apart.is_finite() || apart <= TOLERANCE * (size + found.abs()),
        "the pattern lacks an element of {what} {index}: its elements add up to {sum} in a direction in which the \
         derivative is {found}"
    );
}
