//! The implicit function theorem: where `F(x, p) = 0`, `∂x/∂p = −(∂F/∂x)⁻¹ ∂F/∂p`.

use alloc::vec;
use alloc::vec::Vec;

use nalgebra::{DMatrix, DVector};

use crate::differentiable::Differentiable;
use crate::forward::{coordinates, set_coordinate};
use crate::real::Real;
use crate::tangent::Tangent;

/// The unit vector of a coordinate, in the shape of `zero`.
#[must_use]
pub fn unit<T: Tangent>(zero: &T, index: usize) -> T {
    let mut unit = zero.clone();
    set_coordinate(&mut unit, index, 1.0);
    unit
}

/// Appends the coordinates of a tangent.
pub fn flatten<T: Tangent>(tangent: &T, into: &mut Vec<f64>) {
    tangent.clone().map_coordinates(&mut |coordinate| {
        into.push(coordinate);
        coordinate
    });
}

/// A tangent of the shape of `zero` with these coordinates.
fn shaped<T: Tangent>(zero: &T, coordinates: &[f64]) -> T {
    let (mut tangent, mut from) = (zero.clone(), coordinates.iter());
    tangent.map_coordinates(&mut |old| from.next().copied().unwrap_or(old));
    tangent
}

/// The solution of `matrix · x = −right`.
#[track_caller]
fn solve(function: &str, matrix: DMatrix<f64>, right: &[f64]) -> Vec<f64> {
    let size = matrix.nrows();
    let right = DVector::from_iterator(size, right.iter().map(|x| -x));
    let solution = matrix.lu().solve(&right).filter(|solution| solution.iter().all(|x| x.is_finite()));
    match solution {
        Some(solution) => solution.iter().copied().collect(),
        None => panic!(
            "the derivative of `{function}` does not exist here: the Jacobian of its residual with respect to the \
             solution is singular"
        ),
    }
}

/// A residual has as many components as the solution.
///
/// # Panics
///
/// If it has another number of them.
#[track_caller]
pub fn check_residual<X: Differentiable>(function: &str, residual: &X, solution: &X) {
    let [found, wanted] = [residual, solution].map(|value| coordinates(&value.zero_tangent()));
    assert!(found == wanted, "the residual of `{function}` has {found} components, but its solution has {wanted}");
}

fn square(rows: &[f64], size: usize) -> DMatrix<f64> {
    DMatrix::from_row_slice(size, size, rows)
}

/// `−(∂F/∂x)⁻ᵀ seed`, where `rows` are those of `∂F/∂x`.
///
/// # Panics
///
/// If `∂F/∂x` is singular.
#[must_use]
#[track_caller]
pub fn implicit_adjoint<T: Tangent>(function: &str, rows: &[f64], seed: &T, zero: &T) -> T {
    let mut right = Vec::new();
    flatten(seed, &mut right);
    let matrix = square(rows, coordinates(zero)).transpose();
    shaped(zero, &solve(function, matrix, &right))
}

/// `−(∂F/∂x)⁻¹ slope`.
///
/// # Panics
///
/// If `∂F/∂x` is singular.
#[must_use]
#[track_caller]
pub fn implicit_tangent<T: Tangent>(function: &str, rows: &[f64], slope: &T, zero: &T) -> T {
    let mut right = Vec::new();
    flatten(slope, &mut right);
    shaped(zero, &solve(function, square(rows, coordinates(zero)), &right))
}

/// `−matrix⁻¹ right`, where the rows of the matrix stand one after the other.
///
/// # Panics
///
/// If the matrix is singular.
#[must_use]
#[track_caller]
pub fn implicit_solution<T: Real>(function: &str, matrix: &[T], right: &[T]) -> Vec<T> {
    let (zero, right) = (vec![T::zero(); right.len()], right.to_vec());
    let mut rows = Vec::new();
    matrix.iter().for_each(|entry| flatten(entry, &mut rows));
    implicit_tangent(function, &rows, &right, &zero)
}

/// What an adjoint of [`implicit_solution`] gives to the matrix and to the right side.
///
/// # Panics
///
/// If the matrix is singular.
#[must_use]
#[track_caller]
pub fn implicit_adjoints<T: Real>(function: &str, matrix: &[T], solution: &[T], seed: &[T]) -> (Vec<T>, Vec<T>) {
    let (zero, seed) = (vec![T::zero(); seed.len()], seed.to_vec());
    let mut rows = Vec::new();
    matrix.iter().for_each(|entry| flatten(entry, &mut rows));
    let right_bar = implicit_adjoint(function, &rows, &seed, &zero);
    let matrix_bar = right_bar.iter().flat_map(|bar| solution.iter().map(move |x| *bar * *x)).collect();
    (matrix_bar, right_bar)
}
