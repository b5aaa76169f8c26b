//! Which elements of a matrix may differ from zero.

use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

/// The sparsity pattern of a Jacobian: for each row, the columns of the elements that may differ from zero.
///
/// ```
/// use chainrule::sparse::Pattern;
///
/// let pattern = Pattern::new(4, [vec![0, 1], vec![], vec![3, 1, 3]]);
/// assert_eq!((pattern.rows(), pattern.cols(), pattern.entries()), (3, 4, 4));
/// assert_eq!(pattern.row(2), [1, 3]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    cols: usize,
    /// Where the columns of each row start, and where those of the last one end.
    starts: Vec<usize>,
    columns: Vec<usize>,
}

impl Pattern {
    /// The pattern with `cols` columns and these rows, each the columns of its elements in any order.
    ///
    /// # Panics
    ///
    /// If a column is not below `cols`.
    #[must_use]
    #[track_caller]
    pub fn new<R: IntoIterator<Item = usize>>(cols: usize, rows: impl IntoIterator<Item = R>) -> Self {
        let (mut starts, mut columns) = (vec![0], Vec::new());
        for (row, of_row) in rows.into_iter().enumerate() {
            let mut sorted: Vec<usize> = of_row.into_iter().collect();
            sorted.sort_unstable();
            sorted.dedup();
            if let Some(&last) = sorted.last() {
                assert!(last < cols, "row {row} of a pattern names column {last}, but there are {cols}");
            }
            columns.extend(sorted);
            starts.push(columns.len());
        }
        Self { cols, starts, columns }
    }

    /// The number of rows: of outputs.
    #[inline]
    #[must_use]
    pub fn rows(&self) -> usize {
        self.starts.len() - 1
    }

    /// The number of columns: of inputs.
    #[inline]
    #[must_use]
    pub fn cols(&self) -> usize {
        self.cols
    }

    /// The number of elements that may differ from zero.
    #[inline]
    #[must_use]
    pub fn entries(&self) -> usize {
        self.columns.len()
    }

    /// The columns of row `row`, ascending.
    ///
    /// # Panics
    ///
    /// If there is no such row.
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn row(&self, row: usize) -> &[usize] {
        &self.columns[self.range(row)]
    }

    /// Some of the rows, as a pattern of its own: for a function that gives only these outputs.
    ///
    /// ```
    /// use chainrule::sparse::Pattern;
    ///
    /// let pattern = Pattern::new(3, [vec![0], vec![0, 1], vec![1, 2]]);
    /// assert_eq!(pattern.block(1..3), Pattern::new(3, [[0, 1], [1, 2]]));
    /// ```
    ///
    /// # Panics
    ///
    /// If there are no such rows.
    #[must_use]
    #[track_caller]
    pub fn block(&self, rows: Range<usize>) -> Self {
        Self::new(self.cols, rows.map(|row| self.row(row).iter().copied()))
    }

    /// Rows as columns.
    ///
    /// ```
    /// use chainrule::sparse::Pattern;
    ///
    /// let pattern = Pattern::new(3, [vec![0, 2], vec![2]]);
    /// assert_eq!(pattern.transposed(), Pattern::new(2, [vec![0], vec![], vec![0, 1]]));
    /// ```
    #[must_use]
    pub fn transposed(&self) -> Self {
        let mut rows = vec![Vec::new(); self.cols];
        for row in 0..self.rows() {
            for &column in self.row(row) {
                rows[column].push(row);
            }
        }
        Self::new(self.rows(), rows)
    }

    /// Where the elements of row `row` are among all.
    #[inline]
    #[track_caller]
    pub(super) fn range(&self, row: usize) -> Range<usize> {
        self.starts[row]..self.starts[row + 1]
    }

    /// Where the elements of each row start, and where those of the last one end.
    #[inline]
    pub(super) fn starts(&self) -> &[usize] {
        &self.starts
    }

    /// The columns of all elements, row by row.
    #[inline]
    pub(super) fn columns(&self) -> &[usize] {
        &self.columns
    }

    /// Puts the rows of `other` below.
    pub(super) fn append(&mut self, other: &Self) {
        let before = self.entries();
        self.columns.extend(&other.columns);
        self.starts.extend(other.starts[1..].iter().map(|start| before + start));
    }
}
