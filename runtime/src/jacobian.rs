//! Jacobians row by row, and the coordinates of tangents.

use alloc::vec::Vec;

use crate::differentiable::Differentiable;
use crate::matrix::Matrix;
use crate::real::Real;
use crate::tangent::Tangent;

fn count(tangent: &mut impl Tangent) -> usize {
    let mut count = 0;
    tangent.map_coordinates(&mut |x| {
        count += 1;
        x
    });
    count
}

fn set_unit(tangent: &mut impl Tangent, index: usize) {
    let mut next = 0;
    tangent.map_coordinates(&mut |_| {
        next += 1;
        if next == index + 1 { 1.0 } else { 0.0 }
    });
}

/// The number of coordinates of the tangents of `value`.
#[must_use]
pub fn dimension<V: Differentiable + ?Sized>(value: &V) -> usize {
    count(&mut value.zero_tangent())
}

/// The tangent of `value` that is 1 in one coordinate and 0 in all others.
#[inline]
#[must_use]
pub fn unit_tangent<V: Differentiable + ?Sized>(value: &V, index: usize) -> V::Tangent {
    let mut unit = value.zero_tangent();
    set_unit(&mut unit, index);
    unit
}

/// Appends the coordinates of `tangent` to a row.
#[inline]
pub fn append_coordinates<T: Real, G: Tangent>(row: &mut Vec<T>, mut tangent: G) {
    tangent.map_coordinates(&mut |x| {
        row.push(T::constant(x));
        x
    });
}

/// The Jacobian of a function with the value `value`, whose rows `pull` appends, given their seeds.
#[track_caller]
pub fn jacobian_by_rows<V: Differentiable + ?Sized, T>(
    value: &V,
    cols: usize,
    mut pull: impl FnMut(V::Tangent, &mut Vec<T>),
) -> Matrix<T> {
    let rows = dimension(value);
    let mut elements = Vec::with_capacity(rows * cols);
    for row in 0..rows {
        pull(unit_tangent(value, row), &mut elements);
    }
    Matrix::new(rows, cols, elements)
}

/// The Jacobian whose columns are `columns`.
#[track_caller]
pub fn jacobian_by_columns<T: Real, const N: usize>(columns: [Vec<T>; N]) -> Matrix<T> {
    Matrix::from_fn(columns[0].len(), N, |row, col| columns[col][row])
}
