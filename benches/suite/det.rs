//! The determinant by minors.

use std::hint::black_box;

use gradbench::det::{determinant, grad_determinant, value_and_grad_determinant};

use crate::case::{Case, Tool, Workload};
use crate::number::{Function, Number};
use crate::random::Random;

/// The adjoint of a minor is known before the minor is: it is the product of the entries that lead to it. So one pass
/// gives value and gradient, and records nothing.
pub fn by_hand(a: &[f64], ell: usize) -> Vec<f64> {
    let mut a_bar = vec![0.0; ell * ell];
    minor(a, &mut a_bar, ell, (1 << ell) - 1, 1.0);
    a_bar
}

fn minor(a: &[f64], a_bar: &mut [f64], ell: usize, columns: u32, bar: f64) -> f64 {
    let (row, below) = a.split_at(ell);
    let (row_bar, below_bar) = a_bar.split_at_mut(ell);
    if below.is_empty() {
        let column = columns.trailing_zeros() as usize;
        row_bar[column] += bar;
        return row[column];
    }
    let mut sum = 0.0;
    let mut rest = columns;
    let mut sign = 1.0;
    while rest != 0 {
        let column = rest.trailing_zeros() as usize;
        rest &= rest - 1;
        let entry = sign * row[column];
        let below = minor(below, below_bar, ell, columns & !(1 << column), bar * entry);
        row_bar[column] += sign * bar * below;
        sum += entry * below;
        sign = -sign;
    }
    sum
}

struct Determinant(usize);

impl Function for Determinant {
    fn call<T: Number>(&self, x: &[T]) -> T {
        minor_of(x, self.0, (1 << self.0) - 1)
    }
}

fn minor_of<T: Number>(a: &[T], ell: usize, columns: u32) -> T {
    let (row, below) = a.split_at(ell);
    if below.is_empty() {
        return row[columns.trailing_zeros() as usize];
    }
    let kept = (0..ell).filter(|column| columns & (1 << column) != 0).enumerate();
    let terms = kept.map(|(k, column)| {
        let term = row[column] * minor_of(below, ell, columns & !(1 << column));
        if k % 2 == 0 { term } else { -term }
    });
    terms.reduce(|a, b| a + b).expect("a column")
}

fn case(ell: usize) -> Case {
    let x = || Random::new().list(ell * ell, 0.0..1.0);
    let (a, b, c, d) = (x(), x(), x(), x());
    Case::new()
        .with(Tool::Primal, move || determinant(black_box(&a), ell))
        .with(Tool::Gradient, move || grad_determinant(black_box(&b), ell))
        .with(Tool::Value, move || value_and_grad_determinant(black_box(&c), ell))
        .with(Tool::Hand, move || by_hand(black_box(&d), ell))
        .peers(Determinant(ell), x())
}

/// Eight rows.
pub const WORKLOAD: Workload =
    Workload { name: "det, 8 rows", limit: Some(3.0), case, size: 8, sizes: &[4, 5, 6, 7, 8, 9] };
