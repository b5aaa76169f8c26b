//! A chain of products of matrices.

use std::hint::black_box;

use chainrule::differentiate;

use crate::case::{Case, Tool, Workload};
use crate::number::{Function, Number};
use crate::random::Random;

/// Matrices of the chain.
const COUNT: usize = 8;

/// The sum of squares of the entries of a product of `n`×`n` matrices, which stand row by row, one after the other.
#[differentiate]
pub fn squared_norm(matrices: &[f64], n: usize) -> f64 {
    let mut product = matrices[..n * n].to_vec();
    for factor in matrices[n * n..].chunks_exact(n * n) {
        let mut next = vec![0.0; n * n];
        multiply(&product, factor, &mut next, n);
        product = next;
    }
    let mut sum = 0.0;
    for entry in &product {
        sum += entry * entry;
    }
    sum
}

/// `c += a·b`, row by row: each row is a sum of multiples of rows.
#[differentiate]
fn multiply(a: &[f64], b: &[f64], c: &mut [f64], n: usize) {
    for (row, left) in c.chunks_exact_mut(n).zip(a.chunks_exact(n)) {
        for (factor, right) in left.iter().zip(b.chunks_exact(n)) {
            for (sum, entry) in row.iter_mut().zip(right) {
                *sum += factor * entry;
            }
        }
    }
}

/// Keeps the products; `c_bar·bᵀ` is computed with `b` transposed, so that all loops run along rows.
pub fn by_hand(matrices: &[f64], n: usize) -> Vec<f64> {
    let size = n * n;
    let mut products = matrices[..size].to_vec();
    products.resize(matrices.len(), 0.0);
    for (k, factor) in matrices.chunks_exact(size).enumerate().skip(1) {
        let (done, next) = products.split_at_mut(k * size);
        multiply(&done[(k - 1) * size..], factor, &mut next[..size], n);
    }
    let mut gradient = vec![0.0; matrices.len()];
    let mut c_bar: Vec<f64> = products[matrices.len() - size..].iter().map(|entry| 2.0 * entry).collect();
    let (mut a_bar, mut transposed) = (vec![0.0; size], vec![0.0; size]);
    for k in (1..matrices.len() / size).rev() {
        let own = k * size..(k + 1) * size;
        transpose(&products[(k - 1) * size..k * size], &mut transposed, n);
        multiply(&transposed, &c_bar, &mut gradient[own.clone()], n);
        transpose(&matrices[own], &mut transposed, n);
        a_bar.fill(0.0);
        multiply(&c_bar, &transposed, &mut a_bar, n);
        std::mem::swap(&mut a_bar, &mut c_bar);
    }
    gradient[..size].copy_from_slice(&c_bar);
    gradient
}

fn transpose(a: &[f64], transposed: &mut [f64], n: usize) {
    for (i, row) in transposed.chunks_exact_mut(n).enumerate() {
        for (entry, column) in row.iter_mut().zip(a.chunks_exact(n)) {
            *entry = column[i];
        }
    }
}

struct Chain(usize);

impl Function for Chain {
    fn call<T: Number>(&self, x: &[T]) -> T {
        let n = self.0;
        let mut product = x[..n * n].to_vec();
        for factor in x[n * n..].chunks_exact(n * n) {
            let entry = |at: usize| {
                let (row, column) = (&product[at / n * n..at / n * n + n], at % n);
                let terms = row.iter().enumerate().map(|(k, &a)| a * factor[k * n + column]);
                terms.reduce(|a, b| a + b).expect("an entry")
            };
            product = (0..n * n).map(entry).collect();
        }
        product.into_iter().map(|entry| entry * entry).reduce(|a, b| a + b).expect("an entry")
    }
}

fn case(n: usize) -> Case {
    let matrices = || Random::new().list(COUNT * n * n, -0.3..0.3);
    let (a, b, c, d) = (matrices(), matrices(), matrices(), matrices());
    Case::new()
        .with(Tool::Primal, move || squared_norm(black_box(&a), n))
        .with(Tool::Gradient, move || grad_squared_norm(black_box(&b), n))
        .with(Tool::Value, move || value_and_grad_squared_norm(black_box(&c), n))
        .with(Tool::Hand, move || by_hand(black_box(&d), n))
        .peers(Chain(n), matrices())
}

/// Eight matrices of 32 rows.
pub const WORKLOAD: Workload =
    Workload { name: "product of 8 matrices, 32 × 32", limit: None, case, size: 32, sizes: &[4, 8, 16, 32, 64] };
