//! Least squares by the QR decomposition of Householder.

use chainrule::differentiate;
use chainrule_tests::check;

#[differentiate]
fn norm(v: &[f64]) -> f64 {
    v.iter().map(|x| x * x).sum::<f64>().sqrt()
}

/// Turns the columns of `a` into a triangle, and `b` along with them.
#[differentiate]
fn triangularize(a: &mut [Vec<f64>], b: &mut [f64]) {
    let (rows, columns) = (a.len(), a[0].len());
    for k in 0..columns {
        let mut v: Vec<f64> = (k..rows).map(|i| a[i][k]).collect();
        let length = norm(&v);
        v[0] += if v[0] < 0.0 { -length } else { length };
        let square: f64 = v.iter().map(|x| x * x).sum();
        for j in k..columns {
            let dot: f64 = v.iter().enumerate().map(|(i, x)| x * a[k + i][j]).sum();
            for (i, x) in v.iter().enumerate() {
                a[k + i][j] -= 2.0 * dot / square * x;
            }
        }
        let dot: f64 = v.iter().zip(&b[k..]).map(|(x, y)| x * y).sum();
        for (x, y) in v.iter().zip(&mut b[k..]) {
            *y -= 2.0 * dot / square * x;
        }
    }
}

#[differentiate]
fn back_substitution(a: &[Vec<f64>], b: &[f64]) -> Vec<f64> {
    let n = a[0].len();
    let mut x = b[..n].to_vec();
    for i in (0..n).rev() {
        let known: f64 = (i + 1..n).map(|j| a[i][j] * x[j]).sum();
        x[i] = (x[i] - known) / a[i][i];
    }
    x
}

/// The parabola through noisy points, at a place outside of them.
#[differentiate]
fn extrapolation(times: &[f64], heights: &[f64], place: f64) -> f64 {
    let mut a: Vec<Vec<f64>> = times.iter().map(|t| vec![1.0, *t, t * t]).collect();
    let mut b = heights.to_vec();
    triangularize(&mut a, &mut b);
    let coefficients = back_substitution(&a, &b);
    let residual = norm(&b[coefficients.len()..]);
    let value = coefficients.iter().rev().fold(0.0, |sum, c| sum * place + c);
    value + residual
}

#[test]
fn a_parabola_through_five_points() {
    check!(extrapolation(&[0.0, 0.4, 1.1, 1.5, 2.2], &[0.3, 0.9, 1.4, 1.2, 0.1], 2.7));
}
