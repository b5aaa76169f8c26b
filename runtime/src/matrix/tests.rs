//! Matrices: shapes, elements, and what is refused.

use std::format;
use std::panic;
use std::string::String;
use std::vec;
use std::vec::Vec;

use super::Matrix;

fn message(refused: impl FnOnce() + panic::UnwindSafe) -> String {
    *panic::catch_unwind(refused).unwrap_err().downcast().expect("a formatted message")
}

#[test]
fn elements_stand_row_by_row() {
    let mut matrix = Matrix::from_fn(2, 3, |i, j| 10 * i + j);
    assert_eq!(matrix.as_slice(), [0, 1, 2, 10, 11, 12]);
    assert_eq!(matrix.row(1), [10, 11, 12]);
    assert_eq!(matrix[(1, 2)], 12);
    matrix[(0, 1)] = 7;
    matrix.row_mut(1)[0] = 8;
    assert_eq!(matrix, [[0, 7, 2], [8, 11, 12]]);
    assert_eq!(matrix.transposed(), [[0, 8], [7, 11], [2, 12]]);
    assert_eq!(matrix, Matrix::new(2, 3, matrix.clone().into_vec()));
    assert_eq!(format!("{matrix:?}"), "[[0, 7, 2], [8, 11, 12]]");
}

#[test]
fn shapes_are_compared_with_the_elements() {
    assert_ne!(Matrix::new(2, 3, vec![0; 6]), Matrix::new(3, 2, vec![0; 6]));
    assert_ne!(Matrix::new(2, 3, vec![0; 6]), [[0; 2]; 3]);
    assert_ne!(Matrix::<i32>::new(0, 3, vec![]), Matrix::new(0, 2, vec![]));
}

#[test]
fn matrices_may_be_empty() {
    let no_rows = Matrix::<f64>::new(0, 3, vec![]);
    assert_eq!((no_rows.rows(), no_rows.cols(), no_rows.iter_rows().len()), (0, 3, 0));
    let no_cols = Matrix::<f64>::new(2, 0, vec![]);
    assert_eq!(no_cols.row(1), [] as [f64; 0]);
    assert_eq!(no_cols.transposed(), no_cols.transposed().transposed().transposed());
    assert_eq!(Matrix::from_rows(Vec::<Vec<f64>>::new()).rows(), 0);
}

#[test]
fn what_does_not_fit_is_refused() {
    let matrix = || Matrix::from_rows([[1, 2, 3], [4, 5, 6]]);
    assert_eq!(message(|| drop(Matrix::new(2, 3, vec![0; 5]))), "a matrix of 2 by 3 is made of 5 elements");
    assert_eq!(message(|| assert_eq!(matrix()[(2, 0)], 0)), "row 2 of a matrix with 2");
    assert_eq!(message(|| assert_eq!(matrix()[(0, 3)], 0)), "column 3 of a matrix with 3");
    assert_eq!(message(|| assert_eq!(matrix().row(2), [0])), "row 2 of a matrix with 2");
    assert_eq!(
        message(|| drop(Matrix::from_rows(vec![vec![1, 2], vec![3]]))),
        "row 1 of a matrix has 1 elements, and those before it have 2"
    );
}
