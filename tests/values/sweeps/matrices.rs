//! Jacobians as the matrices of other crates.

use chainrule::{Matrix, differentiate};

const ROWS: [[f64; 3]; 2] = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]];

#[test]
fn nalgebra_has_the_same_elements() {
    let dynamic = nalgebra::DMatrix::from(Matrix::from(ROWS));
    assert_eq!(dynamic, nalgebra::DMatrix::from_row_slice(2, 3, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]));
    assert_eq!(Matrix::from(dynamic.clone()), ROWS);
    assert_eq!(Matrix::from(dynamic.transpose()).transposed(), ROWS);
    assert_eq!(Matrix::from(nalgebra::SMatrix::<f64, 2, 3>::new(1.0, 2.0, 3.0, 4.0, 5.0, 6.0)), ROWS);
    assert_eq!(Matrix::from(dynamic.view((0, 1), (2, 2))), [[2.0, 3.0], [5.0, 6.0]]);
}

#[test]
fn ndarray_has_the_same_elements() {
    let array = ndarray::Array2::from(Matrix::from(ROWS));
    assert_eq!(array, ndarray::array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    assert_eq!(Matrix::from(array.t()).transposed(), ROWS);
    assert_eq!(Matrix::from(array.slice(ndarray::s![.., 1..])), [[2.0, 3.0], [5.0, 6.0]]);
    assert_eq!(Matrix::from(array), ROWS);
}

#[test]
fn faer_has_the_same_elements() {
    let matrix = faer::Mat::from(Matrix::from(ROWS));
    assert_eq!((matrix.nrows(), matrix.ncols(), matrix[(1, 0)]), (2, 3, 4.0));
    assert_eq!(Matrix::from(matrix.transpose()).transposed(), ROWS);
    assert_eq!(Matrix::from(matrix), ROWS);
}

#[test]
fn nothing_is_a_matrix_too() {
    let empty = || Matrix::<f64>::new(0, 3, Vec::new());
    assert_eq!(nalgebra::DMatrix::from(empty()).shape(), (0, 3));
    assert_eq!(ndarray::Array2::from(empty()).dim(), (0, 3));
    assert_eq!(faer::Mat::from(empty()).ncols(), 3);
}

#[differentiate]
fn residuals(x: &[f64], targets: &[f64]) -> Vec<f64> {
    targets.iter().map(|t| x[0] * t + x[1] * x[0] - t * t).collect()
}

/// A step of Gauss and Newton: `(JᵀJ)⁻¹ Jᵀ r`.
#[test]
fn a_jacobian_is_solved_by_nalgebra() {
    let (x, targets) = ([2.0, 1.0], [0.5, 1.0, 2.0]);
    let jacobian = nalgebra::DMatrix::from(jacobian_residuals(&x, &targets));
    let jacobian = jacobian.columns(0, 2);
    let r = nalgebra::DVector::from_vec(residuals(&x, &targets));
    let step = (jacobian.transpose() * jacobian).lu().solve(&(jacobian.transpose() * &r)).unwrap();
    let next = residuals(&[x[0] - step[0], x[1] - step[1]], &targets);
    assert!(next.iter().map(|r| r * r).sum::<f64>() < r.norm_squared());
}
