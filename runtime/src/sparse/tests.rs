//! Colorings are structurally orthogonal, and what is decompressed is the dense matrix.

#![allow(clippy::float_cmp, reason = "the numbers are copied")]

use alloc::vec;
use alloc::vec::Vec;

use super::{ByColumns, ByRows, Csr, Pattern, compressed, compressed_by_rows};
use crate::matrix::Matrix;

fn tridiagonal(n: usize) -> Pattern {
    Pattern::new(n, (0..n).map(|i| i.saturating_sub(1)..(i + 2).min(n)))
}

/// A full last row and last column, and the diagonal.
fn arrow(n: usize) -> Pattern {
    Pattern::new(n, (0..n).map(|i| if i + 1 == n { (0..n).collect() } else { vec![i, n - 1] }))
}

/// Patterns from a linear congruential generator (Knuth, MMIX).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 40).unwrap() % bound
    }

    fn pattern(&mut self) -> Pattern {
        let (rows, cols) = (self.below(13), self.below(13));
        let density = 1 + self.below(9);
        let rows: Vec<Vec<usize>> =
            (0..rows).map(|_| (0..cols).filter(|_| self.below(10) < density).collect()).collect();
        Pattern::new(cols, rows)
    }
}

/// Different values in all elements.
fn filled(pattern: &Pattern) -> Csr {
    let values = (0..pattern.entries()).map(|at| f64::from(u32::try_from(at).unwrap()) + 1.0).collect();
    Csr::new(pattern.clone(), values)
}

fn times(matrix: &Matrix, vector: &[f64]) -> Vec<f64> {
    matrix.iter_rows().map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum()).collect()
}

fn assert_orthogonal(pattern: &Pattern, colors: &[usize], groups: usize) {
    assert_eq!(colors.len(), pattern.cols());
    assert!((0..groups).all(|group| colors.contains(&group)), "an empty group: {colors:?}");
    assert!(colors.iter().all(|color| *color < groups));
    for row in 0..pattern.rows() {
        let mut of_row: Vec<usize> = pattern.row(row).iter().map(|column| colors[*column]).collect();
        of_row.sort_unstable();
        assert!(of_row.windows(2).all(|pair| pair[0] != pair[1]), "row {row} of {pattern:?} has {of_row:?}");
    }
}

fn assert_recovered(pattern: &Pattern) {
    let columns = ByColumns::new(pattern.clone());
    assert_orthogonal(pattern, columns.colors(), columns.groups());
    let rows = ByRows::new(pattern.clone());
    assert_orthogonal(&pattern.transposed(), rows.colors(), rows.groups());

    let wanted = filled(pattern);
    let dense = wanted.to_dense();
    let mut calls = 0;
    let forward = columns.jacobian(|direction| {
        calls += 1;
        times(&dense, direction)
    });
    // One more shows whether the pattern is right.
    assert_eq!((calls, &forward), (columns.groups() + 1, &wanted));
    assert_eq!(columns.jacobian_of_sure_pattern(|direction| times(&dense, direction)), wanted);
    let transposed = dense.transposed();
    let reverse = rows.jacobian(|seed| {
        calls += 1;
        times(&transposed, seed)
    });
    assert_eq!((calls, &reverse), (columns.groups() + rows.groups() + 2, &wanted));
    assert_eq!(rows.jacobian_of_sure_pattern(|seed| times(&transposed, seed)), wanted);
}

#[test]
fn tridiagonal_needs_three() {
    for n in [3, 4, 5, 17] {
        assert_eq!(ByColumns::new(tridiagonal(n)).groups(), 3);
        assert_eq!(ByRows::new(tridiagonal(n)).groups(), 3);
        assert_recovered(&tridiagonal(n));
    }
}

#[test]
fn a_diagonal_needs_one_and_a_full_row_all() {
    assert_eq!(ByColumns::new(Pattern::new(7, (0..7).map(|i| [i]))).groups(), 1);
    assert_eq!(ByColumns::new(arrow(7)).groups(), 7);
    assert_recovered(&arrow(7));
    // Without its last row, the arrow is a diagonal and a column.
    assert_eq!(ByColumns::new(arrow(7).block(0..6)).groups(), 2);
}

#[test]
fn the_fullest_columns_come_first_where_that_is_better() {
    // A path a - b - c - d taken as a, d, b, c: in order, the last one needs a third color.
    let pattern = Pattern::new(4, [[0, 2], [2, 3], [3, 1]]);
    assert_eq!(ByColumns::new(pattern.clone()).groups(), 2);
    assert_recovered(&pattern);
}

#[test]
fn nothing_is_a_pattern_too() {
    let nothing = Pattern::new(0, [[0_usize; 0]; 0]);
    assert_eq!((nothing.rows(), nothing.cols(), nothing.entries()), (0, 0, 0));
    assert_recovered(&nothing);
    assert_recovered(&Pattern::new(3, [[0_usize; 0]; 2]));
    assert_recovered(&Pattern::new(0, [[0_usize; 0]; 2]));
}

#[test]
fn random_patterns_are_recovered() {
    let mut random = Random(7);
    let mut entries = 0;
    for _ in 0..500 {
        let pattern = random.pattern();
        entries += pattern.entries();
        assert_eq!(pattern.transposed().transposed(), pattern);
        assert_recovered(&pattern);
    }
    assert!(entries > 5000);
}

#[test]
fn blocks_make_the_whole() {
    let pattern = arrow(6);
    let wanted = filled(&pattern);
    let dense = wanted.to_dense();
    let mut found = compressed(&pattern.block(0..5), |direction| times(&dense, direction)[..5].to_vec());
    let mut calls = 0;
    found.append(&compressed_by_rows(&pattern.block(5..6), |seed| {
        calls += 1;
        dense.row(5).iter().map(|element| element * seed[0]).collect()
    }));
    assert_eq!((found, calls), (wanted, 2));
}

#[test]
fn elements_and_products() {
    let matrix = filled(&arrow(4));
    let dense = matrix.to_dense();
    for row in 0..4 {
        for col in 0..4 {
            assert_eq!(matrix.get(row, col), dense[(row, col)]);
        }
    }
    assert_eq!(matrix.get(1, 0), 0.0);
    assert_eq!(matrix.times(&[1.0, -2.0, 3.0, 0.5]), times(&dense, &[1.0, -2.0, 3.0, 0.5]));
}

#[test]
#[should_panic(expected = "the pattern lacks an element of row 1, whose value is part of 7")]
fn an_element_outside_is_found() {
    let pattern = Pattern::new(2, [vec![0, 1], vec![1]]);
    let _ = compressed(&pattern, |v| vec![v[0] + v[1], 7.0 * v[0] + v[1]]);
}

#[test]
#[should_panic(expected = "the pattern lacks an element of column 0, whose value is part of 7")]
fn an_element_outside_is_found_by_rows() {
    let pattern = Pattern::new(2, [vec![0, 1], vec![1]]);
    let _ = compressed_by_rows(&pattern, |seed| vec![seed[0] + 7.0 * seed[1], seed[0] + seed[1]]);
}

/// The pattern without its element number `at`.
fn without(pattern: &Pattern, at: usize) -> Pattern {
    let mut next = 0;
    let mut keeps = |_: &usize| {
        next += 1;
        next != at + 1
    };
    let rows: Vec<Vec<usize>> =
        (0..pattern.rows()).map(|row| pattern.row(row).iter().copied().filter(&mut keeps).collect()).collect();
    Pattern::new(pattern.cols(), rows)
}

#[test]
fn every_element_that_is_missing_is_noticed() {
    let mut random = Random(11);
    let mut missed = 0;
    for _ in 0..60 {
        let pattern = random.pattern();
        let dense = filled(&pattern).to_dense();
        let transposed = dense.transposed();
        for at in 0..pattern.entries() {
            let lacking = without(&pattern, at);
            let by_columns = std::panic::catch_unwind(|| compressed(&lacking, |direction| times(&dense, direction)));
            let by_rows = std::panic::catch_unwind(|| compressed_by_rows(&lacking, |seed| times(&transposed, seed)));
            assert!(by_columns.is_err() && by_rows.is_err(), "{lacking:?} lacks element {at} of {pattern:?}");
            // Groups alone do not always show it.
            let columns = ByColumns::new(lacking);
            let unchecked =
                std::panic::catch_unwind(|| columns.jacobian_of_sure_pattern(|direction| times(&dense, direction)));
            missed += usize::from(unchecked.is_ok());
        }
    }
    assert!(missed > 100);
}

#[test]
#[should_panic(expected = "the pattern lacks an element of row 0: its elements add up to")]
fn an_element_added_to_another_is_found() {
    let pattern = Pattern::new(2, [[0], [1]]);
    let _ = compressed(&pattern, |v| vec![v[0] + v[1], v[1]]);
}

#[test]
fn infinities_and_small_errors_show_nothing() {
    let pattern = Pattern::new(2, [[0], [1]]);
    let jacobian = compressed(&pattern, |v| vec![f64::INFINITY * v[0], 3.0 * v[1] * (1.0 + 1e-7 * v[0])]);
    assert_eq!(jacobian.get(0, 0), f64::INFINITY);
}

#[test]
#[should_panic(expected = "a product of length 1, but the pattern has 2 rows")]
fn a_product_of_another_length() {
    let _ = compressed(&Pattern::new(1, [[0], [0]]), <[f64]>::to_vec);
}

#[test]
#[should_panic(expected = "row 1 of a pattern names column 2, but there are 2")]
fn a_column_that_is_not_there() {
    let _ = Pattern::new(2, [[0], [2]]);
}
