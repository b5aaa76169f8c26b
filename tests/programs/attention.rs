//! Attention with heads, a residual, and the normalization of layers.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Debug, Differentiable)]
struct Matrix {
    #[constant]
    rows: usize,
    #[constant]
    columns: usize,
    entries: Vec<f64>,
}

#[differentiate]
impl Matrix {
    fn from_list(rows: usize, columns: usize, list: &[f64]) -> Matrix {
        assert_eq!(list.len(), rows * columns);
        Matrix { rows, columns, entries: list.to_vec() }
    }

    fn row(&self, i: usize) -> &[f64] {
        &self.entries[i * self.columns..(i + 1) * self.columns]
    }

    fn product(&self, other: &Matrix) -> Matrix {
        let mut entries = Vec::with_capacity(self.rows * other.columns);
        for i in 0..self.rows {
            for j in 0..other.columns {
                entries.push((0..self.columns).map(|k| self.row(i)[k] * other.row(k)[j]).sum());
            }
        }
        Matrix { rows: self.rows, columns: other.columns, entries }
    }

    fn transposed(&self) -> Matrix {
        let mut entries = vec![0.0; self.entries.len()];
        for i in 0..self.rows {
            for j in 0..self.columns {
                entries[j * self.rows + i] = self.entries[i * self.columns + j];
            }
        }
        Matrix { rows: self.columns, columns: self.rows, entries }
    }

    fn softmax_rows(&mut self) {
        for row in self.entries.chunks_mut(self.columns) {
            let largest = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let mut total = 0.0;
            for x in row.iter_mut() {
                *x = (*x - largest).exp();
                total += *x;
            }
            for x in row {
                *x /= total;
            }
        }
    }
}

#[differentiate]
fn attend(queries: &Matrix, keys: &Matrix, values: &Matrix, is_causal: bool) -> Matrix {
    let mut scores = queries.product(&keys.transposed());
    let scale = 1.0 / (queries.columns as f64).sqrt();
    for (index, score) in scores.entries.iter_mut().enumerate() {
        *score *= scale;
        if is_causal && index % keys.rows > index / keys.rows {
            *score = f64::NEG_INFINITY;
        }
    }
    scores.softmax_rows();
    scores.product(values)
}

#[differentiate]
fn normalized(row: &[f64]) -> Vec<f64> {
    let mean = row.iter().sum::<f64>() / row.len() as f64;
    let variance = row.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / row.len() as f64;
    row.iter().map(|x| (x - mean) / (variance + 1e-5).sqrt()).collect()
}

#[differentiate]
fn block(tokens: &[f64], weights: &[f64], is_causal: bool) -> f64 {
    let (length, width) = (3, 2);
    let input = Matrix::from_list(length, width, tokens);
    let size = width * width;
    let projection = |i: usize| Matrix::from_list(width, width, &weights[i * size..(i + 1) * size]);
    let [q, k, v] = [0, 1, 2].map(|i| input.product(&projection(i)));
    let attended = attend(&q, &k, &v, is_causal);
    let mut loss = 0.0;
    for i in 0..length {
        let residual: Vec<f64> = attended.row(i).iter().zip(input.row(i)).map(|(a, b)| a + b).collect();
        loss += normalized(&residual)[0] * (i + 1) as f64 + residual[1];
    }
    loss
}

#[test]
fn a_block_of_attention() {
    let weights: Vec<f64> = (0..12).map(|i| (f64::from(i) * 1.3).sin()).collect();
    for is_causal in [false, true] {
        check!(block(&[0.3, -0.8, 0.5, 1.1, -0.2, 0.7], &weights.clone(), const is_causal));
    }
}
