//! Sparse matrices, row by row.

use alloc::vec::Vec;

use super::pattern::Pattern;
use crate::matrix::Matrix;

/// A sparse matrix in compressed rows: the elements that may differ from zero, row by row.
///
/// ```
/// use chainrule::sparse::{Csr, Pattern};
///
/// let matrix = Csr::new(Pattern::new(3, [vec![0, 2], vec![], vec![1]]), vec![1.0, 2.0, 3.0]);
/// assert_eq!(matrix.row_starts(), [0, 2, 2, 3]);
/// assert_eq!(matrix.columns(), [0, 2, 1]);
/// assert_eq!(matrix.values(), [1.0, 2.0, 3.0]);
/// assert_eq!(matrix.to_dense(), [[1.0, 0.0, 2.0], [0.0; 3], [0.0, 3.0, 0.0]]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Csr {
    pattern: Pattern,
    values: Vec<f64>,
}

impl Csr {
    /// The matrix with this pattern and these elements, row by row, the columns of each row ascending.
    ///
    /// # Panics
    ///
    /// If there are not as many values as entries of the pattern.
    #[must_use]
    #[track_caller]
    pub fn new(pattern: Pattern, values: Vec<f64>) -> Self {
        let (entries, count) = (pattern.entries(), values.len());
        assert!(entries == count, "a sparse matrix with {entries} entries is made of {count} values");
        Self { pattern, values }
    }

    /// Which elements it has.
    #[inline]
    #[must_use]
    pub fn pattern(&self) -> &Pattern {
        &self.pattern
    }

    /// The number of rows.
    #[inline]
    #[must_use]
    pub fn rows(&self) -> usize {
        self.pattern.rows()
    }

    /// The number of columns.
    #[inline]
    #[must_use]
    pub fn cols(&self) -> usize {
        self.pattern.cols()
    }

    /// Where the elements of each row start, and, last, the number of all.
    #[inline]
    #[must_use]
    pub fn row_starts(&self) -> &[usize] {
        self.pattern.starts()
    }

    /// The columns of the elements, row by row.
    #[inline]
    #[must_use]
    pub fn columns(&self) -> &[usize] {
        self.pattern.columns()
    }

    /// The elements, row by row.
    #[inline]
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The elements of row `row` with their columns, ascending.
    ///
    /// # Panics
    ///
    /// If there is no such row.
    #[must_use]
    #[track_caller]
    pub fn row(&self, row: usize) -> impl ExactSizeIterator<Item = (usize, f64)> {
        let values = &self.values[self.pattern.range(row)];
        self.pattern.row(row).iter().copied().zip(values.iter().copied())
    }

    /// Element `(row, col)`: zero outside of the pattern.
    ///
    /// ```
    /// use chainrule::sparse::{Csr, Pattern};
    ///
    /// let matrix = Csr::new(Pattern::new(2, [[1]]), vec![5.0]);
    /// assert_eq!((matrix.get(0, 0), matrix.get(0, 1)), (0.0, 5.0));
    /// ```
    ///
    /// # Panics
    ///
    /// If there is no such row or column.
    #[must_use]
    #[track_caller]
    pub fn get(&self, row: usize, col: usize) -> f64 {
        assert!(col < self.cols(), "column {col} of a sparse matrix with {}", self.cols());
        match self.pattern.row(row).binary_search(&col) {
            Ok(at) => self.values[self.pattern.range(row)][at],
            Err(_) => 0.0,
        }
    }

    /// The product with a vector.
    ///
    /// Against `jvp_f` in a direction without zeros, it shows whether a pattern has all elements.
    ///
    /// ```
    /// use chainrule::sparse::{Csr, Pattern};
    ///
    /// let matrix = Csr::new(Pattern::new(2, [vec![0, 1], vec![1]]), vec![1.0, 2.0, 3.0]);
    /// assert_eq!(matrix.times(&[10.0, 1.0]), [12.0, 3.0]);
    /// ```
    ///
    /// # Panics
    ///
    /// If there are not as many elements as columns.
    #[must_use]
    #[track_caller]
    pub fn times(&self, vector: &[f64]) -> Vec<f64> {
        let (cols, length) = (self.cols(), vector.len());
        assert!(cols == length, "a sparse matrix with {cols} columns times a vector of length {length}");
        (0..self.rows()).map(|row| self.row(row).map(|(column, value)| value * vector[column]).sum()).collect()
    }

    /// Puts the rows of `other` below: a Jacobian block by block.
    ///
    /// ```
    /// use chainrule::sparse::{Csr, Pattern};
    ///
    /// let mut matrix = Csr::new(Pattern::new(2, [[0]]), vec![1.0]);
    /// matrix.append(&Csr::new(Pattern::new(2, [[0, 1]]), vec![2.0, 3.0]));
    /// assert_eq!(matrix.to_dense(), [[1.0, 0.0], [2.0, 3.0]]);
    /// ```
    ///
    /// # Panics
    ///
    /// If it has another number of columns.
    #[track_caller]
    pub fn append(&mut self, other: &Self) {
        let (cols, others) = (self.cols(), other.cols());
        assert!(cols == others, "rows of {others} columns are put below a sparse matrix with {cols}");
        self.pattern.append(&other.pattern);
        self.values.extend(&other.values);
    }

    /// The same matrix with all its zeros.
    #[must_use]
    pub fn to_dense(&self) -> Matrix {
        let mut dense = Matrix::filled(self.rows(), self.cols(), 0.0);
        for row in 0..self.rows() {
            for (column, value) in self.row(row) {
                dense[(row, column)] = value;
            }
        }
        dense
    }
}
