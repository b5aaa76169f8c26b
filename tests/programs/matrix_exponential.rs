//! The exponential of a matrix by its series, with scaling and squaring.

use std::ops::{Add, Mul};

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Matrix<const N: usize>([[f64; N]; N]);

#[differentiate]
impl<const N: usize> Add for Matrix<N> {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let mut sum = self;
        for (row, others) in sum.0.iter_mut().zip(&other.0) {
            for (x, y) in row.iter_mut().zip(others) {
                *x += y;
            }
        }
        sum
    }
}

#[differentiate]
impl<const N: usize> Mul for Matrix<N> {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        Matrix(std::array::from_fn(|i| std::array::from_fn(|j| (0..N).map(|k| self.0[i][k] * other.0[k][j]).sum())))
    }
}

#[differentiate]
impl<const N: usize> Matrix<N> {
    fn identity() -> Self {
        let mut entries = [[0.0; N]; N];
        for i in 0..N {
            entries[i][i] = 1.0;
        }
        Matrix(entries)
    }

    fn scaled(mut self, factor: f64) -> Self {
        for x in self.0.iter_mut().flatten() {
            *x *= factor;
        }
        self
    }

    fn norm(&self) -> f64 {
        self.0.iter().map(|row| row.iter().map(|x| x.abs()).sum()).fold(0.0, f64::max)
    }

    fn exp(self) -> Self {
        let mut halvings = 0;
        let mut scale = 1.0;
        while self.norm() * scale > 0.5 {
            halvings += 1;
            scale *= 0.5;
        }
        let small = self.scaled(scale);
        let (mut sum, mut term) = (Matrix::identity(), Matrix::identity());
        for k in 1..14 {
            term = (term * small).scaled(1.0 / f64::from(k));
            sum = sum + term;
        }
        for _ in 0..halvings {
            sum = sum * sum;
        }
        sum
    }
}

#[differentiate]
fn corner(rates: [[f64; 2]; 2], time: f64) -> f64 {
    let Matrix(flow) = Matrix(rates).scaled(time).exp();
    flow[0][1] + 0.5 * flow[1][1]
}

#[test]
fn exponential_of_a_rotation_and_of_rates() {
    check!(corner([[-0.7, 0.7], [0.4, -0.4]], 2.3));
    check!(corner([[0.0, -1.0], [1.0, 0.0]], 0.9));
    assert!((corner([[0.0, -1.0], [1.0, 0.0]], 0.9) - (-(0.9_f64.sin()) + 0.5 * 0.9_f64.cos())).abs() < 1e-12);
}
