//! Cholesky decomposition, and the density of a Gaussian process.

use chainrule::differentiate;
use chainrule_tests::check;

/// The lower factor of a symmetric matrix, or the row at which it turns out not to be positive definite.
#[differentiate]
fn cholesky<const N: usize>(a: &[[f64; N]; N]) -> Result<[[f64; N]; N], usize> {
    let mut l = [[0.0; N]; N];
    for i in 0..N {
        for j in 0..=i {
            let dot: f64 = (0..j).map(|k| l[i][k] * l[j][k]).sum();
            if i == j {
                let pivot = a[i][i] - dot;
                if pivot <= 0.0 {
                    return Err(i);
                }
                l[i][i] = pivot.sqrt();
            } else {
                l[i][j] = (a[i][j] - dot) / l[j][j];
            }
        }
    }
    Ok(l)
}

#[differentiate]
fn forward_substitution<const N: usize>(l: &[[f64; N]; N], right: &[f64; N]) -> [f64; N] {
    let mut x = [0.0; N];
    for i in 0..N {
        let mut rest = right[i];
        for j in 0..i {
            rest -= l[i][j] * x[j];
        }
        x[i] = rest / l[i][i];
    }
    x
}

#[differentiate]
fn log_density<const N: usize>(a: &[[f64; N]; N], y: &[f64; N]) -> Result<f64, usize> {
    let l = cholesky(a)?;
    let x = forward_substitution(&l, y);
    let square: f64 = x.iter().map(|v| v * v).sum();
    let log_determinant: f64 = l.iter().enumerate().map(|(i, row)| row[i].ln()).sum();
    Ok(-0.5 * square - log_determinant - 0.5 * N as f64 * std::f64::consts::TAU.ln())
}

#[differentiate]
fn evidence(length: f64, amplitude: f64, noise: f64, #[constant] x: &[f64; 4], y: &[f64; 4]) -> f64 {
    let mut kernel = [[0.0; 4]; 4];
    for i in 0..4 {
        for j in 0..4 {
            let distance = (x[i] - x[j]) / length;
            kernel[i][j] = amplitude * (-0.5 * distance * distance).exp();
        }
        kernel[i][i] += noise * noise;
    }
    log_density(&kernel, y).unwrap_or(f64::NEG_INFINITY)
}

#[test]
fn evidence_of_a_gaussian_process() {
    check!(evidence(0.8, 1.3, 0.4, const &[0.0, 0.5, 1.3, 2.1], &[0.2, 0.9, -0.3, 0.5]));
}
