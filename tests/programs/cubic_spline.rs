//! A natural cubic spline through given points.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

/// On the piece from `knots[i]`: `a + b t + c t² + d t³`, where `t` is the distance from the knot.
#[derive(Clone, Debug, Differentiable)]
struct Spline {
    #[constant]
    knots: Vec<f64>,
    pieces: Vec<Piece>,
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Piece {
    a: f64,
    b: f64,
    c: f64,
    d: f64,
}

/// Solves a tridiagonal system by Thomas' algorithm.
#[differentiate]
fn tridiagonal(lower: &[f64], diagonal: &[f64], upper: &[f64], mut right: Vec<f64>) -> Vec<f64> {
    let n = right.len();
    let mut ratio = vec![0.0; n];
    let mut pivot = diagonal[0];
    right[0] /= pivot;
    for i in 1..n {
        ratio[i] = upper[i - 1] / pivot;
        pivot = diagonal[i] - lower[i] * ratio[i];
        right[i] = (right[i] - lower[i] * right[i - 1]) / pivot;
    }
    for i in (0..n - 1).rev() {
        right[i] -= ratio[i + 1] * right[i + 1];
    }
    right
}

#[differentiate]
impl Spline {
    fn through(#[constant] knots: &[f64], values: &[f64]) -> Spline {
        let n = knots.len();
        let width: Vec<f64> = knots.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let slope: Vec<f64> = values.windows(2).zip(&width).map(|(pair, h)| (pair[1] - pair[0]) / h).collect();
        let mut diagonal = vec![1.0; n];
        let mut lower = vec![0.0; n];
        let mut upper = vec![0.0; n];
        let mut right = vec![0.0; n];
        for i in 1..n - 1 {
            lower[i] = width[i - 1];
            diagonal[i] = 2.0 * (width[i - 1] + width[i]);
            upper[i] = width[i];
            right[i] = 3.0 * (slope[i] - slope[i - 1]);
        }
        let c = tridiagonal(&lower, &diagonal, &upper, right);
        let mut pieces = Vec::with_capacity(n - 1);
        for i in 0..n - 1 {
            let h = width[i];
            pieces.push(Piece {
                a: values[i],
                b: slope[i] - h * (2.0 * c[i] + c[i + 1]) / 3.0,
                c: c[i],
                d: (c[i + 1] - c[i]) / (3.0 * h),
            });
        }
        Spline { knots: knots.to_vec(), pieces }
    }

    fn at(&self, x: f64) -> f64 {
        let found = self.knots.iter().rposition(|knot| *knot <= x).unwrap_or(0);
        let i = found.min(self.pieces.len() - 1);
        let t = x - self.knots[i];
        let Piece { a, b, c, d } = self.pieces[i];
        a + t * (b + t * (c + t * d))
    }
}

#[differentiate]
fn roughness(values: &[f64], x: f64) -> f64 {
    let spline = Spline::through(&[0.0, 0.7, 1.5, 2.0, 3.1], values);
    let bend: f64 = spline.pieces.iter().map(|piece| piece.c * piece.c + piece.d.abs()).sum();
    spline.at(x) + 0.1 * bend
}

#[test]
fn a_spline_depends_on_its_values_and_its_place() {
    for x in [0.3, 1.2, 1.9, 2.7] {
        check!(roughness(&[0.3, 1.1, -0.4, 0.2, 0.9], x));
    }
    assert_eq!(Spline::through(&[0.0, 1.0, 2.0], &[3.0, 5.0, 7.0]).at(1.5), 6.0);
}
