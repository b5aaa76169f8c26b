//! Groups of columns, or rows, that one derivative can tell apart.

use alloc::vec;
use alloc::vec::Vec;

use super::csr::Csr;
use super::pattern::Pattern;
use super::probe;

/// Groups of columns without a common row: one call of `jvp_f` for each.
///
/// ```
/// use chainrule::sparse::{ByColumns, Pattern};
///
/// let plan = ByColumns::new(Pattern::new(3, [vec![0, 1], vec![2]]));
/// assert_eq!(plan.groups(), 2);
/// // Columns 0 and 2 stand together.
/// assert_eq!(plan.colors(), [0, 1, 0]);
/// let jacobian = plan.jacobian(|v| vec![3.0 * v[0] + 4.0 * v[1], 5.0 * v[2]]);
/// assert_eq!(jacobian.values(), [3.0, 4.0, 5.0]);
/// ```
///
/// An element that the pattern lacks would be added to another one. One more product, with a direction in which all inputs
/// differ, shows it: see [`jacobian`](Self::jacobian).
#[derive(Clone, Debug)]
pub struct ByColumns {
    pattern: Pattern,
    colors: Vec<usize>,
    groups: usize,
}

impl ByColumns {
    /// Groups the columns of a pattern, greedily.
    #[must_use]
    pub fn new(pattern: Pattern) -> Self {
        let (colors, groups) = color(&pattern);
        Self { pattern, colors, groups }
    }

    /// The number of groups: of calls of `jvp_f` for a Jacobian whose pattern is sure.
    #[inline]
    #[must_use]
    pub fn groups(&self) -> usize {
        self.groups
    }

    /// The group of each column.
    #[inline]
    #[must_use]
    pub fn colors(&self) -> &[usize] {
        &self.colors
    }

    /// The Jacobian from its products with the directions of the groups, and one more that shows whether the pattern lacks
    /// an element.
    ///
    /// # Panics
    ///
    /// If a product has another length than there are rows, or if the pattern lacks an element that is not zero (to about
    /// five digits of its row).
    ///
    /// ```should_panic
    /// use chainrule::sparse::{ByColumns, Pattern};
    ///
    /// // One group for all columns.
    /// let plan = ByColumns::new(Pattern::new(2, [vec![0], vec![1]]));
    /// plan.jacobian(|v| vec![3.0 * v[0] + 4.0 * v[1], v[1]]);
    /// ```
    #[track_caller]
    pub fn jacobian(&self, mut product: impl FnMut(&[f64]) -> Vec<f64>) -> Csr {
        let jacobian = self.jacobian_of_sure_pattern(&mut product);
        let direction = probe::direction(self.pattern.cols());
        probe::check_rows(&jacobian, &direction, &product(&direction));
        jacobian
    }

    /// The same without the additional product: for a pattern that was checked at another point.
    ///
    /// # Panics
    ///
    /// If a product has another length than there are rows, or is not zero where no column of the group has an element.
    #[track_caller]
    pub fn jacobian_of_sure_pattern(&self, mut product: impl FnMut(&[f64]) -> Vec<f64>) -> Csr {
        let mut values = vec![0.0; self.pattern.entries()];
        for group in 0..self.groups {
            let found = product(&members(&self.colors, group));
            check_length("product", found.len(), "rows", self.pattern.rows());
            for (row, found) in found.into_iter().enumerate() {
                let mut of_row = self.pattern.row(row).iter().zip(self.pattern.range(row));
                match of_row.find(|(column, _)| self.colors[**column] == group) {
                    Some((_, at)) => values[at] = found,
                    None => check_zero(found, "row", row),
                }
            }
        }
        Csr::new(self.pattern.clone(), values)
    }
}

/// Groups of rows without a common column: one call of the pullback for each.
///
/// ```
/// use chainrule::sparse::{ByRows, Pattern};
///
/// // Every output depends on inputs of its own, and one on all: by columns this would take three calls.
/// let plan = ByRows::new(Pattern::new(3, [vec![0], vec![1], vec![2], vec![0, 1, 2]]));
/// assert_eq!(plan.groups(), 2);
/// let jacobian = plan.jacobian(|seed| (0..3).map(|j| 2.0 * seed[j] + seed[3]).collect());
/// assert_eq!(jacobian.values(), [2.0, 2.0, 2.0, 1.0, 1.0, 1.0]);
/// ```
#[derive(Clone, Debug)]
pub struct ByRows {
    pattern: Pattern,
    colors: Vec<usize>,
    groups: usize,
    /// For each column, its rows and where the elements are.
    by_column: Vec<Vec<(usize, usize)>>,
}

impl ByRows {
    /// Groups the rows of a pattern, greedily.
    #[must_use]
    pub fn new(pattern: Pattern) -> Self {
        let (colors, groups) = color(&pattern.transposed());
        let mut by_column = vec![Vec::new(); pattern.cols()];
        for row in 0..pattern.rows() {
            for (at, &column) in pattern.range(row).zip(pattern.row(row)) {
                by_column[column].push((row, at));
            }
        }
        Self { pattern, colors, groups, by_column }
    }

    /// The number of groups: of calls of the pullback for a Jacobian whose pattern is sure.
    #[inline]
    #[must_use]
    pub fn groups(&self) -> usize {
        self.groups
    }

    /// The group of each row.
    #[inline]
    #[must_use]
    pub fn colors(&self) -> &[usize] {
        &self.colors
    }

    /// The Jacobian from the adjoints that `pullback` gives for the seeds of the groups, and one more that shows whether the
    /// pattern lacks an element.
    ///
    /// # Panics
    ///
    /// If an adjoint has another length than there are columns, or if the pattern lacks an element that is not zero (to
    /// about five digits of its column).
    #[track_caller]
    pub fn jacobian(&self, mut pullback: impl FnMut(&[f64]) -> Vec<f64>) -> Csr {
        let jacobian = self.jacobian_of_sure_pattern(&mut pullback);
        let seed = probe::direction(self.pattern.rows());
        probe::check_columns(&jacobian, &seed, &pullback(&seed));
        jacobian
    }

    /// The same without the additional adjoint: for a pattern that was checked at another point.
    ///
    /// # Panics
    ///
    /// If an adjoint has another length than there are columns, or is not zero where no row of the group has an element.
    #[track_caller]
    pub fn jacobian_of_sure_pattern(&self, mut pullback: impl FnMut(&[f64]) -> Vec<f64>) -> Csr {
        let mut values = vec![0.0; self.pattern.entries()];
        for group in 0..self.groups {
            let found = pullback(&members(&self.colors, group));
            check_length("adjoint", found.len(), "columns", self.pattern.cols());
            for (column, found) in found.into_iter().enumerate() {
                match self.by_column[column].iter().find(|(row, _)| self.colors[*row] == group) {
                    Some((_, at)) => values[*at] = found,
                    None => check_zero(found, "column", column),
                }
            }
        }
        Csr::new(self.pattern.clone(), values)
    }
}

/// One for each member of a group, and zero for the others.
fn members(colors: &[usize], group: usize) -> Vec<f64> {
    colors.iter().map(|color| if *color == group { 1.0 } else { 0.0 }).collect()
}

#[track_caller]
fn check_length(what: &str, length: usize, of: &str, count: usize) {
    assert!(length == count, "a {what} of length {length}, but the pattern has {count} {of}");
}

/// A wrong pattern would put the derivative of one input into the column of another.
#[track_caller]
fn check_zero(found: f64, what: &str, index: usize) {
    assert!(found == 0.0, "the pattern lacks an element of {what} {index}, whose value is part of {found}");
}

/// Colors the columns such that no two of a row are alike: the color of each, and their number.
fn color(pattern: &Pattern) -> (Vec<usize>, usize) {
    let by_column = pattern.transposed();
    // Banded patterns are best taken in order, others with the fullest columns first.
    let in_order: Vec<usize> = (0..pattern.cols()).collect();
    let mut fullest_first = in_order.clone();
    fullest_first.sort_by_key(|&column| core::cmp::Reverse(by_column.row(column).len()));
    let one = color_in_order(pattern, &by_column, &in_order);
    let other = color_in_order(pattern, &by_column, &fullest_first);
    if other.1 < one.1 { other } else { one }
}

/// Gives each column the first color that no column with a common row has.
fn color_in_order(pattern: &Pattern, by_column: &Pattern, order: &[usize]) -> (Vec<usize>, usize) {
    const NONE: usize = usize::MAX;
    let mut colors = vec![NONE; order.len()];
    // The column for which a color was found to be taken last.
    let mut taken_for: Vec<usize> = Vec::new();
    for &column in order {
        for &row in by_column.row(column) {
            for &neighbor in pattern.row(row) {
                if colors[neighbor] != NONE {
                    taken_for[colors[neighbor]] = column;
                }
            }
        }
        let free = taken_for.iter().position(|taken| *taken != column).unwrap_or(taken_for.len());
        if free == taken_for.len() {
            taken_for.push(NONE);
        }
        colors[column] = free;
    }
    (colors, taken_for.len())
}
