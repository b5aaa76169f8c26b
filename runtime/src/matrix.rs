//! Dense matrices, as Jacobians and Hessians whose sizes are known at run time.

use alloc::vec;
use alloc::vec::Vec;
use core::fmt;
use core::ops::{Index, IndexMut};

#[cfg(feature = "approx")]
mod approx;
#[cfg(any(feature = "nalgebra", feature = "ndarray", feature = "faer"))]
mod convert;

/// A dense matrix, row by row: element `(i, j)` of a Jacobian is the derivative of output `i` with respect to input `j`.
///
/// ```
/// use chainrule::Matrix;
///
/// let matrix = Matrix::from_rows([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
/// assert_eq!((matrix.rows(), matrix.cols()), (2, 3));
/// assert_eq!(matrix[(1, 0)], 4.0);
/// assert_eq!(matrix.row(0), [1.0, 2.0, 3.0]);
/// assert_eq!(matrix.as_slice(), [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
/// ```
///
/// The feature `approx` compares matrices up to rounding. The features `nalgebra`, `ndarray` and `faer` convert from and to
/// the matrices of these crates by `From`: `DMatrix::from(jacobian)`, `Matrix::from(array)`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Matrix<T = f64> {
    rows: usize,
    cols: usize,
    elements: Vec<T>,
}

impl<T> Matrix<T> {
    /// The matrix whose rows follow each other in `elements`.
    ///
    /// ```
    /// let matrix = chainrule::Matrix::new(2, 2, vec![1.0, 2.0, 3.0, 4.0]);
    /// assert_eq!(matrix[(0, 1)], 2.0);
    /// ```
    ///
    /// # Panics
    ///
    /// If there are not `rows * cols` elements.
    #[must_use]
    #[track_caller]
    pub fn new(rows: usize, cols: usize, elements: Vec<T>) -> Self {
        let count = elements.len();
        assert!(rows.checked_mul(cols) == Some(count), "a matrix of {rows} by {cols} is made of {count} elements");
        Self { rows, cols, elements }
    }

    /// The matrix with the elements `element(i, j)`.
    ///
    /// ```
    /// let identity = chainrule::Matrix::from_fn(2, 2, |i, j| f64::from(u8::from(i == j)));
    /// assert_eq!(identity.as_slice(), [1.0, 0.0, 0.0, 1.0]);
    /// ```
    #[must_use]
    pub fn from_fn(rows: usize, cols: usize, mut element: impl FnMut(usize, usize) -> T) -> Self {
        let mut elements = Vec::with_capacity(rows * cols);
        for i in 0..rows {
            elements.extend((0..cols).map(|j| element(i, j)));
        }
        Self { rows, cols, elements }
    }

    /// The matrix with these rows.
    ///
    /// ```
    /// let matrix = chainrule::Matrix::from_rows(vec![vec![1.0], vec![2.0]]);
    /// assert_eq!((matrix.rows(), matrix.cols()), (2, 1));
    /// ```
    ///
    /// # Panics
    ///
    /// If the rows are not equally long.
    #[must_use]
    #[track_caller]
    pub fn from_rows<R: IntoIterator<Item = T>>(rows: impl IntoIterator<Item = R>) -> Self {
        let (mut count, mut cols, mut elements) = (0, 0, Vec::new());
        for row in rows {
            let start = elements.len();
            elements.extend(row);
            let length = elements.len() - start;
            if count == 0 {
                cols = length;
            }
            assert!(length == cols, "row {count} of a matrix has {length} elements, and those before it have {cols}");
            count += 1;
        }
        Self { rows: count, cols, elements }
    }

    /// The number of rows: of outputs.
    #[inline]
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The number of columns: of inputs.
    #[inline]
    #[must_use]
    pub fn cols(&self) -> usize {
        self.cols
    }

    /// The elements, row by row.
    #[inline]
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        &self.elements
    }

    /// The elements, row by row, to be changed.
    #[inline]
    #[must_use]
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        &mut self.elements
    }

    /// The elements, row by row, without a copy.
    #[inline]
    #[must_use]
    pub fn into_vec(self) -> Vec<T> {
        self.elements
    }

    /// Row `row`: the gradient of one output.
    ///
    /// # Panics
    ///
    /// If there is no such row.
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn row(&self, row: usize) -> &[T] {
        self.check(row, None);
        &self.elements[row * self.cols..][..self.cols]
    }

    /// Row `row`, to be changed.
    ///
    /// # Panics
    ///
    /// If there is no such row.
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn row_mut(&mut self, row: usize) -> &mut [T] {
        self.check(row, None);
        &mut self.elements[row * self.cols..][..self.cols]
    }

    /// All rows in order.
    ///
    /// ```
    /// let matrix = chainrule::Matrix::from_rows([[1.0, 2.0], [3.0, 4.0]]);
    /// assert!(matrix.iter_rows().eq([[1.0, 2.0], [3.0, 4.0]]));
    /// ```
    #[must_use]
    pub fn iter_rows(&self) -> impl ExactSizeIterator<Item = &[T]> {
        (0..self.rows).map(|row| self.row(row))
    }

    #[inline]
    #[track_caller]
    fn check(&self, row: usize, col: Option<usize>) {
        #[cold]
        #[inline(never)]
        #[track_caller]
        fn refuse(what: &str, index: usize, count: usize) -> ! {
            panic!("{what} {index} of a matrix with {count}")
        }
        if row >= self.rows {
            refuse("row", row, self.rows);
        }
        if let Some(col) = col
            && col >= self.cols
        {
            refuse("column", col, self.cols);
        }
    }
}

impl<T: Clone> Matrix<T> {
    /// The matrix with `value` everywhere.
    ///
    /// ```
    /// assert_eq!(chainrule::Matrix::filled(2, 1, 0.0).as_slice(), [0.0, 0.0]);
    /// ```
    #[must_use]
    pub fn filled(rows: usize, cols: usize, value: T) -> Self {
        Self { rows, cols, elements: vec![value; rows * cols] }
    }

    /// Rows as columns.
    ///
    /// ```
    /// let matrix = chainrule::Matrix::from_rows([[1.0, 2.0, 3.0]]);
    /// assert_eq!((matrix.transposed().rows(), matrix.transposed()[(2, 0)]), (3, 3.0));
    /// ```
    #[must_use]
    pub fn transposed(&self) -> Self {
        Self::from_fn(self.cols, self.rows, |i, j| self[(j, i)].clone())
    }
}

impl<T> Index<(usize, usize)> for Matrix<T> {
    type Output = T;

    #[inline]
    #[track_caller]
    fn index(&self, (row, col): (usize, usize)) -> &T {
        self.check(row, Some(col));
        &self.elements[row * self.cols + col]
    }
}

impl<T> IndexMut<(usize, usize)> for Matrix<T> {
    #[inline]
    #[track_caller]
    fn index_mut(&mut self, (row, col): (usize, usize)) -> &mut T {
        self.check(row, Some(col));
        &mut self.elements[row * self.cols + col]
    }
}

/// The rows as a list of lists.
impl<T: fmt::Debug> fmt::Debug for Matrix<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.iter_rows()).finish()
    }
}

impl<T, const M: usize, const N: usize> From<[[T; N]; M]> for Matrix<T> {
    /// ```
    /// let matrix: chainrule::Matrix = [[1.0, 2.0]].into();
    /// assert_eq!((matrix.rows(), matrix.cols()), (1, 2));
    /// ```
    fn from(rows: [[T; N]; M]) -> Self {
        Self { rows: M, cols: N, elements: rows.into_iter().flatten().collect() }
    }
}

impl<T: PartialEq, const M: usize, const N: usize> PartialEq<[[T; N]; M]> for Matrix<T> {
    fn eq(&self, other: &[[T; N]; M]) -> bool {
        self.rows == M && self.cols == N && self.elements.iter().eq(other.iter().flatten())
    }
}

#[cfg(test)]
mod tests;
