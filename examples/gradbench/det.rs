//! det: the determinant by expansion along the first remaining row.

use chainrule::differentiate;
use serde_json::Value;

use crate::Functions;
use crate::input::Input;
use crate::measure::{Answer, measure};

/// What the suite may ask for.
pub const FUNCTIONS: Functions = &[("primal", primal), ("gradient", gradient)];

/// The determinant of a matrix of `ell` rows, stored row by row.
#[differentiate]
pub fn determinant(a: &[f64], ell: usize) -> f64 {
    assert!(a.len() == ell * ell && ell < 32);
    minor(a, ell, 0, (1 << ell) - 1)
}

/// `D(i, K) = Σ_j (−1)^j·a[i][K_j]·D(i + 1, K without K_j)`, where `columns` holds the set `K` as bits.
#[differentiate]
fn minor(a: &[f64], ell: usize, i: usize, columns: u32) -> f64 {
    let row = &a[i * ell..];
    if i + 1 == ell {
        return row[columns.trailing_zeros() as usize];
    }
    let mut sum = 0.0;
    for column in 0..ell {
        let bit = 1 << column;
        if columns & bit != 0 {
            let term = row[column] * minor(a, ell, i + 1, columns & !bit);
            let is_even = (columns & (bit - 1)).count_ones().is_multiple_of(2);
            sum += if is_even { term } else { -term };
        }
    }
    sum
}

fn primal(input: &Input) -> Answer {
    let ell = input.field("ell")?.integer()?;
    let a = input.field("A")?.vector(ell * ell)?;
    measure(input, || determinant(&a, ell), Value::from)
}

fn gradient(input: &Input) -> Answer {
    let ell = input.field("ell")?.integer()?;
    let a = input.field("A")?.vector(ell * ell)?;
    measure(input, || grad_determinant(&a, ell), Value::from)
}
