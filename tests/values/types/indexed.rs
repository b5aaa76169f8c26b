//! Elements of types that implement `Index` and `IndexMut`.

use std::ops::{Index, IndexMut};

use chainrule::{Differentiable, Real, differentiate};
use chainrule_tests::check;

#[derive(Clone, Debug, Differentiable)]
struct Matrix {
    data: Vec<f64>,
    rows: usize,
    cols: usize,
}

#[differentiate]
impl Index<(usize, usize)> for Matrix {
    type Output = f64;

    fn index(&self, (i, j): (usize, usize)) -> &f64 {
        assert!(i < self.rows && j < self.cols);
        &self.data[i * self.cols + j]
    }
}

#[differentiate]
impl IndexMut<(usize, usize)> for Matrix {
    fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut Self::Output {
        &mut self.data[i * self.cols + j]
    }
}

#[differentiate]
impl Matrix {
    fn zeros(rows: usize, cols: usize) -> Matrix {
        Matrix { data: vec![0.0; rows * cols], rows, cols }
    }

    fn product(&self, other: &Matrix) -> Matrix {
        let mut product = Matrix { data: vec![0.0; self.rows * other.cols], rows: self.rows, cols: other.cols };
        for i in 0..self.rows {
            for j in 0..other.cols {
                let mut sum = 0.0;
                for k in 0..self.cols {
                    sum += self[(i, k)] * other[(k, j)];
                }
                product[(i, j)] = sum;
            }
        }
        product
    }

    fn eliminate(&mut self) -> f64 {
        let mut determinant = 1.0;
        for k in 0..self.rows {
            determinant *= self[(k, k)];
            for i in k + 1..self.rows {
                self[(i, k)] /= self[(k, k)];
                for j in k + 1..self.cols {
                    self[(i, j)] -= self[(i, k)] * self[(k, j)];
                }
            }
        }
        determinant
    }
}

#[differentiate]
fn read_and_changed(x: f64, y: f64) -> f64 {
    let mut m = Matrix { data: vec![x, y, x * y, 1.0], rows: 2, cols: 2 };
    m[(0, 0)] += y;
    for i in 0..2 {
        for j in 0..2 {
            m[(i, j)] = m[(j, i)] * x + m[(i, j)];
            m[(i, j)] *= y;
            if i == j {
                m[(i, j)] -= m[(0, 1)].sin();
            }
            if m[(i, j)] > 100.0 {
                break;
            }
        }
    }
    let corner = m[(1, 1)];
    m[(1, 1)] = 2.0;
    corner * m[(0, 1)] + (m[(1, 0)] - m[(1, 1)]).max(m[(0, 0)])
}

#[differentiate]
fn product(x: f64, y: f64) -> f64 {
    let mut m = Matrix::zeros(2, 2);
    m[(0, 0)] = x;
    m[(0, 1)] = y;
    m[(1, 0)] = x * y;
    let square = m.product(&m);
    let mut sum = 0.0;
    for k in 0..2 {
        sum += square[(k, 0)] * square[(0, k)];
    }
    sum
}

#[differentiate]
fn determinant(x: f64, y: f64) -> f64 {
    let mut m = Matrix { data: vec![x + 3.0, y, 1.0, y, 4.0, x, 1.0, x * y, 5.0], rows: 3, cols: 3 };
    m.eliminate() + m[(2, 1)]
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Pair<T: Real> {
    left: T,
    right: [T; 2],
}

#[differentiate]
impl<T: Real> Index<(bool, usize)> for Pair<T> {
    type Output = T;

    fn index(&self, at: (bool, usize)) -> &T {
        if at.0 {
            return &self.left;
        }
        match at.1 {
            0 | 1 => &self.right[at.1],
            _ => panic!("no such element"),
        }
    }
}

#[differentiate]
impl<T: Real> IndexMut<(bool, usize)> for Pair<T> {
    fn index_mut(&mut self, at: (bool, usize)) -> &mut T {
        if at.0 {
            return &mut self.left;
        }
        match at.1 {
            0 | 1 => &mut self.right[at.1],
            _ => panic!("no such element"),
        }
    }
}

#[differentiate]
fn of_a_pair(x: f64, y: f64) -> f64 {
    let mut pair = Pair { left: x, right: [y, x * y] };
    for k in 0..3 {
        pair[(k == 1, k % 2)] *= pair[(true, 0)];
        pair[(false, 1)] += pair[(false, 0)] * y;
    }
    pair[(true, 9)] * pair[(false, 1)] + pair.left
}

/// Of integers, without the attribute.
struct Grid(Vec<usize>);

impl Index<(usize, usize)> for Grid {
    type Output = usize;

    fn index(&self, (i, j): (usize, usize)) -> &usize {
        &self.0[2 * i + j]
    }
}

impl IndexMut<(usize, usize)> for Grid {
    fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut usize {
        &mut self.0[2 * i + j]
    }
}

#[differentiate]
fn by_a_grid(x: f64, y: f64, #[constant] grid: &Grid) -> f64 {
    let values = [x, y];
    let mut sum = 0.0;
    for i in 0..2 {
        sum += values[grid[(i, 1)]] * values[grid[(i, i)]] * (grid[(i, 0)] as f64 + 1.0);
    }
    sum
}

#[test]
fn elements_are_read_and_changed() {
    for (x, y) in [(0.7, 1.3), (1.9, 0.4), (-0.6, 0.8)] {
        check!(read_and_changed(x, y));
        check!(product(x, y));
        check!(determinant(x, y));
        check!(of_a_pair(x, y));
    }
}

#[test]
fn elements_of_types_without_derivative_are_left_alone() {
    let mut grid = Grid(vec![0, 1, 1, 0]);
    grid[(1, 1)] = 1;
    assert_eq!(grad_by_a_grid(2.0, 3.0, &grid), (3.0, 14.0));
}
