//! Sums of products along a row, for several rows at once.

use std::ops::Range;

use crate::Real;

/// Rows that [`add_rows`] adds together.
const TOGETHER: usize = 4;

/// Adds to the elements `columns` of `sums` the row of `term(k)`, times its factor, for each `k` in turn.
///
/// Each sum is loaded and stored once for several rows; its terms are added one after the other, in their order.
///
/// # Panics
///
/// When there are not so many sums, or a row is shorter than `columns`.
#[inline]
pub fn add_rows<'a, T: Real>(
    sums: &mut [T],
    columns: Range<usize>,
    mut rows: Range<usize>,
    mut term: impl FnMut(usize) -> (T, &'a [T]),
) {
    if columns.is_empty() || rows.is_empty() {
        return;
    }
    let sums = &mut sums[columns];
    while rows.len() >= TOGETHER {
        let first = rows.start;
        rows.start += TOGETHER;
        add_together(sums, std::array::from_fn(|t| term(first + t)));
    }
    for (factor, row) in rows.map(term) {
        let row = &row[..sums.len()];
        for (sum, &number) in sums.iter_mut().zip(row) {
            *sum += factor * number;
        }
    }
}

#[inline]
fn add_together<T: Real>(sums: &mut [T], terms: [(T, &[T]); TOGETHER]) {
    let terms = terms.map(|(factor, row)| (factor, &row[..sums.len()]));
    for (j, sum) in sums.iter_mut().enumerate() {
        let mut total = *sum;
        for (factor, row) in &terms {
            total += *factor * row[j];
        }
        *sum = total;
    }
}

/// Adds `factors[t] * rows[t]` to the row `sums`, for each `t` in turn.
///
/// Eight at once are added in registers.
///
/// # Panics
///
/// When a row is shorter than `sums`, or there are fewer rows than factors.
#[inline]
pub fn add_products<T: Real, const N: usize>(sums: &mut [T], factors: &[T], rows: &[[T; N]]) {
    assert!(sums.len() <= N, "the row has {N} numbers");
    if let (Ok(factors), Ok(rows)) = (<&[T; 8]>::try_from(factors), <&[[T; N]; 8]>::try_from(rows)) {
        return add_eight(sums, factors, rows);
    }
    for (&factor, row) in factors.iter().zip(&rows[..factors.len()]) {
        for (sum, &number) in sums.iter_mut().zip(row) {
            *sum += factor * number;
        }
    }
}

#[inline]
fn add_eight<T: Real, const N: usize>(sums: &mut [T], factors: &[T; 8], rows: &[[T; N]; 8]) {
    let [a, b, c, d, e, f, g, h] = *factors;
    let rows = rows.each_ref().map(|row| &row[..sums.len()]);
    for (j, sum) in sums.iter_mut().enumerate() {
        let mut total = *sum;
        total += a * rows[0][j];
        total += b * rows[1][j];
        total += c * rows[2][j];
        total += d * rows[3][j];
        total += e * rows[4][j];
        total += f * rows[5][j];
        total += g * rows[6][j];
        total += h * rows[7][j];
        *sum = total;
    }
}
