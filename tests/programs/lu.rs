//! LU decomposition with partial pivoting.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Debug, Differentiable)]
struct Lu {
    #[constant]
    n: usize,
    /// L below the diagonal, U on and above it, row by row.
    factors: Vec<f64>,
    #[constant]
    permutation: Vec<usize>,
    #[constant]
    is_odd: bool,
}

#[differentiate]
impl Lu {
    /// `None` for a singular matrix.
    fn new(matrix: &[f64], n: usize) -> Option<Lu> {
        let mut a = matrix.to_vec();
        let mut permutation: Vec<usize> = (0..n).collect();
        let mut is_odd = false;
        for k in 0..n {
            let mut pivot = k;
            for i in k + 1..n {
                if a[i * n + k].abs() > a[pivot * n + k].abs() {
                    pivot = i;
                }
            }
            if a[pivot * n + k] == 0.0 {
                return None;
            }
            if pivot != k {
                for j in 0..n {
                    a.swap(k * n + j, pivot * n + j);
                }
                permutation.swap(k, pivot);
                is_odd = !is_odd;
            }
            for i in k + 1..n {
                a[i * n + k] /= a[k * n + k];
                let factor = a[i * n + k];
                for j in k + 1..n {
                    a[i * n + j] -= factor * a[k * n + j];
                }
            }
        }
        Some(Lu { n, factors: a, permutation, is_odd })
    }

    fn determinant(&self) -> f64 {
        let diagonal: f64 = (0..self.n).map(|i| self.factors[i * self.n + i]).product();
        if self.is_odd { -diagonal } else { diagonal }
    }

    fn solve(&self, right: &[f64]) -> Vec<f64> {
        let n = self.n;
        let mut x: Vec<f64> = self.permutation.iter().map(|&i| right[i]).collect();
        for i in 0..n {
            for j in 0..i {
                x[i] -= self.factors[i * n + j] * x[j];
            }
        }
        for i in (0..n).rev() {
            for j in i + 1..n {
                x[i] -= self.factors[i * n + j] * x[j];
            }
            x[i] /= self.factors[i * n + i];
        }
        x
    }
}

#[differentiate]
fn of_solution(matrix: &[f64], right: &[f64]) -> f64 {
    let Some(lu) = Lu::new(matrix, right.len()) else {
        return 0.0;
    };
    let x = lu.solve(right);
    let norm: f64 = x.iter().map(|x| x * x).sum();
    norm + 0.1 * lu.determinant()
}

#[test]
fn determinant_and_solution_of_a_system() {
    check!(of_solution(&[0.2, 1.3, -0.7, 2.0, 0.4, 0.1, -0.3, 0.8, 1.9], &[1.0, -0.5, 0.7]));
    check!(of_solution(&[2.0], &[3.0]) => ([-2.0 * 9.0 / 8.0 + 0.1], [1.5]));
}
