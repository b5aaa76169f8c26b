//! Jacobians row by row, and the coordinates of tangents.

use alloc::vec::Vec;

use crate::differentiable::Differentiable;
use crate::forward::set_coordinate;
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
#[must_use]
#[track_caller]
pub fn jacobian_of_columns<T: Real, const N: usize>(columns: [Vec<T>; N]) -> Matrix<T> {
    Matrix::from_fn(columns[0].len(), N, |row, col| columns[col][row])
}

/// The products with the unit directions of the shape of `directions`, which is zero.
pub fn products_with_units<D: Tangent, Y>(mut directions: D, mut along: impl FnMut(&D) -> Y) -> Vec<Y> {
    let cols = count(&mut directions);
    let product = |col| {
        set_coordinate(&mut directions, col, 1.0);
        let product = along(&directions);
        set_coordinate(&mut directions, col, 0.0);
        product
    };
    (0..cols).map(product).collect()
}

/// The Jacobian of a function with the value `value`, whose columns are these tangents.
#[must_use]
pub fn jacobian_by_columns<V: Differentiable + ?Sized, T: Real>(value: &V, columns: Vec<V::Tangent>) -> Matrix<T> {
    let mut matrix = Matrix::filled(dimension(value), columns.len(), T::zero());
    for (col, mut column) in columns.into_iter().enumerate() {
        set_column(&mut matrix, col, &mut column);
    }
    matrix
}

fn set_column<T: Real>(matrix: &mut Matrix<T>, col: usize, column: &mut impl Tangent) {
    let mut row = 0;
    column.map_coordinates(&mut |x| {
        matrix[(row, col)] = T::constant(x);
        row += 1;
        x
    });
}

/// The Jacobian of a function with the value `value`: from one product `along` each unit direction where these are fewer
/// than the components of the value, else from one `pull` of each unit seed. `directions` is zero.
#[track_caller]
pub fn jacobian<V: Differentiable + ?Sized, D: Tangent, G: Tangent, T: Real>(
    value: &V,
    mut directions: D,
    along: impl Fn(&D) -> V::Tangent,
    pull: impl Fn(V::Tangent) -> G,
) -> Matrix<T> {
    let (rows, cols) = (dimension(value), count(&mut directions));
    if cols >= rows {
        return jacobian_by_rows(value, cols, |seed, row| append_coordinates(row, pull(seed)));
    }
    let mut matrix = Matrix::filled(rows, cols, T::zero());
    for col in 0..cols {
        set_coordinate(&mut directions, col, 1.0);
        set_column(&mut matrix, col, &mut along(&directions));
        set_coordinate(&mut directions, col, 0.0);
    }
    matrix
}
