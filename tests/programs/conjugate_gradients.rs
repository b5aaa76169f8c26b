//! Conjugate gradients for an operator that is given as a function.

use chainrule::differentiate;
use chainrule_tests::check;

#[differentiate]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

#[differentiate]
fn add_scaled(a: &mut [f64], factor: f64, b: &[f64]) {
    for (x, y) in a.iter_mut().zip(b) {
        *x += factor * y;
    }
}

#[differentiate]
fn solve<F: Fn(&[f64]) -> Vec<f64>>(apply: F, right: &[f64], tolerance: f64) -> Vec<f64> {
    let mut x = vec![0.0; right.len()];
    let mut residual = right.to_vec();
    let mut direction = residual.clone();
    let mut square = dot(&residual, &residual);
    let mut rounds = 0;
    while square > tolerance && rounds < 2 * right.len() {
        let image = apply(&direction);
        let length = square / dot(&direction, &image);
        add_scaled(&mut x, length, &direction);
        add_scaled(&mut residual, -length, &image);
        let next = dot(&residual, &residual);
        let beta = next / square;
        for (d, r) in direction.iter_mut().zip(&residual) {
            *d = r + beta * *d;
        }
        square = next;
        rounds += 1;
    }
    x
}

/// The potential along a wire that leaks, from the sources on it.
#[differentiate]
fn potential(conductances: &[f64], leak: f64, sources: &[f64]) -> f64 {
    let apply = |v: &[f64]| {
        let mut image: Vec<f64> = v.iter().map(|x| leak * x).collect();
        for i in 0..v.len() - 1 {
            let flow = conductances[i] * (v[i] - v[i + 1]);
            image[i] += flow;
            image[i + 1] -= flow;
        }
        image
    };
    let x = solve(apply, sources, 1e-24);
    x[0] + dot(&x, &x)
}

#[test]
fn potential_along_a_wire() {
    check!(potential(&[1.0, 0.5, 2.0, 1.3], 0.4, &[1.0, 0.0, -0.3, 0.2, 0.7]));
}
