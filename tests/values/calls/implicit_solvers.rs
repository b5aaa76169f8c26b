//! How often the solver of an implicit function runs, and parameters that are left out.

use std::cell::Cell;

use chainrule::differentiate;
use chainrule_tests::assert_gradient;

thread_local! {
    static RUNS: Cell<usize> = const { Cell::new(0) };
}

#[differentiate]
fn cubic(x: f64, p: f64, q: f64) -> f64 {
    x * x * x + q * x - p
}

#[differentiate(implicit = cubic)]
fn root(p: f64, q: f64) -> f64 {
    RUNS.set(RUNS.get() + 1);
    (0..60).fold(1.0, |x: f64, _| x - (x * x * x + q * x - p) / (3.0 * x * x + q))
}

#[differentiate]
fn chain(p: f64, q: f64, n: usize) -> f64 {
    let mut sum = 0.0;
    let mut x = p;
    for k in 0..n {
        x = root(x + 1.0, q + k as f64);
        sum += x * x;
    }
    sum
}

#[test]
fn a_caller_runs_the_solver_once_for_each_call() {
    let gradient = grad_chain(2.0, 1.5, 4);
    assert_eq!(RUNS.take(), 4);
    assert_gradient(|x| chain(x[0], x[1], 4), &[2.0, 1.5], &[gradient.0, gradient.1]);
    RUNS.set(0);
    let (_, pullback) = vjp_chain(2.0, 1.5, 4);
    assert_eq!((pullback(1.0), pullback(2.0).0), (gradient, 2.0 * gradient.0));
    assert_eq!(RUNS.take(), 4);
    let _ = jvp_chain(2.0, 1.0, 1.5, 0.0, 4);
    assert_eq!(RUNS.take(), 4);
    let (_, pullback) = vjp_root(3.0, 1.0);
    assert_eq!((pullback(1.0), pullback(1.0)), (grad_root(3.0, 1.0), grad_root(3.0, 1.0)));
    assert_eq!(RUNS.take(), 3);
}

#[differentiate]
fn balance(x: &[f64], a: &[f64], b: Vec<f64>, c: &f64) -> Vec<f64> {
    (0..x.len()).map(|i| x[i] * a[i] + c * x[(i + 1) % x.len()] - b[i]).collect()
}

/// By Gauss and Seidel.
#[differentiate(implicit = balance, wrt(c, a), jacobian)]
fn balanced(a: &[f64], b: Vec<f64>, c: &f64) -> Vec<f64> {
    RUNS.set(RUNS.get() + 1);
    let n = b.len();
    let mut x = vec![0.0; n];
    for _ in 0..200 {
        for i in 0..n {
            x[i] = (b[i] - c * x[(i + 1) % n]) / a[i];
        }
    }
    x
}

#[differentiate]
fn load(a: &[f64], c: f64, #[constant] b: &[f64]) -> f64 {
    let doubled: Vec<f64> = a.iter().map(|a| 2.0 * a).collect();
    let first = balanced(&doubled, b.to_vec(), &c);
    let second = balanced(a, b.to_vec(), &(c * first[0]));
    first[1] * second[2] + second[0]
}

#[test]
fn parameters_that_are_left_out() {
    let (a, b, c) = ([3.0, 4.0, 5.0], [1.0, -2.0, 0.5], 0.7);
    let (a_bar, c_bar) = grad_load(&a, c, &b);
    assert_eq!(RUNS.take(), 2);
    let found = [a_bar[0], a_bar[1], a_bar[2], c_bar];
    assert_gradient(|x| load(&x[..3], x[3], &b), &[3.0, 4.0, 5.0, 0.7], &found);
    let (_, tangent) = jvp_load(&a, &[1.0, 0.5, -1.0], c, 2.0, &b);
    assert!((tangent - (a_bar[0] + 0.5 * a_bar[1] - a_bar[2] + 2.0 * c_bar)).abs() < 1e-12);
    // Columns c, then a.
    let jacobian = jacobian_balanced(&a, b.to_vec(), &c);
    assert_eq!((jacobian.rows(), jacobian.cols()), (3, 4));
    let h = 1e-6;
    let moved = |k: usize, h: f64| {
        let (mut a, mut c) = (a, c);
        if k == 0 {
            c += h
        } else {
            a[k - 1] += h
        }
        balanced(&a, b.to_vec(), &c)
    };
    for k in 0..4 {
        let (up, down) = (moved(k, h), moved(k, -h));
        for i in 0..3 {
            assert!((jacobian[(i, k)] - (up[i] - down[i]) / (2.0 * h)).abs() < 1e-8);
        }
    }
}
