//! `sin` beside `cos` of the same number: the adjoint of one reads the other, where both are of the same contents.

use chainrule::differentiate;
use chainrule_tests::{assert_gradient, check};

/// Newton's method: both in each iteration, and what they are of is overwritten after them.
#[differentiate(hessian)]
fn kepler(mean: f64, eccentricity: f64) -> f64 {
    let mut anomaly = mean;
    let mut step = 1.0_f64;
    while step.abs() > 1e-11 {
        step = (anomaly - eccentricity * anomaly.sin() - mean) / (1.0 - eccentricity * anomaly.cos());
        anomaly -= step;
    }
    anomaly * mean
}

/// Overwritten between the two, in every way: no partners.
#[differentiate]
fn overwritten(x: f64, y: f64) -> f64 {
    let mut s = x;
    for _ in 0..3 {
        let a = s.sin();
        s = s * y + a;
        let b = s.cos();
        s += a * b;
        let c = s.cos() * b.sin();
        twist(&mut s, c);
        let d = s.sin();
        if d > 0.0 {
            s -= 0.25 * c;
        }
        s = s * 0.5 + s.cos() * d + s.sin();
    }
    s
}

#[differentiate]
fn twist(s: &mut f64, by: f64) {
    *s += by * s.sin() * s.cos();
}

/// Elements: the same one, another one, one that is overwritten, one whose index moves.
#[differentiate]
fn elements(x: &[f64], a: &mut [f64]) -> f64 {
    let mut sum = 0.0;
    let mut k = 0;
    for i in 0..x.len() - 1 {
        sum += x[i].sin() * x[i].cos() + x[i + 1].sin() * sum;
        let before = x[k].cos();
        k = i / 2;
        sum += before * x[k].sin();
        let first = a[i].sin();
        a[i + 1] += first * x[i];
        let second = a[i].cos();
        sum += first * second;
        a[i] = sum;
        sum += a[i].cos() * second;
    }
    sum
}

/// Only one of the two on every path, both on others; the loop may not run.
#[differentiate]
fn in_branches(x: f64, y: f64, n: usize) -> f64 {
    let mut s = x * y;
    let outer = s.sin();
    for i in 0..n {
        let c = s.cos();
        if i % 2 == 0 {
            s = c * y + s.sin() * x;
        } else {
            let small = 0.1 * s;
            let inner = s.sin() * small.sinh();
            s += inner * small.cosh() * c;
        }
        s += outer.cos();
    }
    s + outer * (x * y).cos()
}

/// Shadowed names, three of them, fields and tuples, values that are read after the loop.
#[differentiate]
fn nested(x: &[f64], w: (f64, f64)) -> f64 {
    let mut last = w.0.cos();
    let mut total = 0.0;
    for i in 0..x.len() {
        let x_i = x[i] * w.1;
        let c = x_i.cos();
        let mut row = c;
        for j in 0..i {
            let x_i = x_i + x[j] * row;
            let (s, c) = (x_i.sin(), x_i.cos());
            row = s * c + row * w.0.sin();
            last = s;
        }
        let s = x_i.sin();
        let again = x_i.sin();
        total += row * s - again * c * last;
    }
    total + last * w.0.sin()
}

#[differentiate]
fn single(x: f32, y: f32) -> f32 {
    let mut s = x;
    for _ in 0..4 {
        s = s.sin() * y + s.cos() * x;
    }
    s
}

#[test]
fn partners_are_of_the_same_contents() {
    for (x, y) in [(0.7, 0.3), (2.9, 0.6), (-1.2, 0.1)] {
        check!(kepler(x, y));
        check!(overwritten(x, y));
        for n in 0..5 {
            check!(in_branches(x, y, const n));
        }
    }
    let x: Vec<f64> = (0..6).map(|i| (f64::from(i) * 1.3).cos()).collect();
    for n in 1..=6 {
        check!(elements(&x[..n].to_vec(), &mut vec![0.3; 7]));
        check!(nested(&x[..n].to_vec(), (0.4, 1.7)));
    }
    check!(nested(&Vec::<f64>::new(), (0.4, 1.7)));
}

#[test]
fn partners_have_slopes_in_single_precision() {
    let h = 1e-3;
    let (x, y) = (0.7, 1.1);
    let (along_x, along_y) = grad_single(x, y);
    assert!(((single(x + h, y) - single(x - h, y)) / (2.0 * h) - along_x).abs() < 1e-2);
    assert!(((single(x, y + h) - single(x, y - h)) / (2.0 * h) - along_y).abs() < 1e-2);
}

#[test]
fn partners_have_second_derivatives() {
    let (x, y) = (0.9, 0.4);
    let hessian = hessian_kepler(x, y);
    for (row, partial) in
        [|at: &[f64]| grad_kepler(at[0], at[1]).0, |at: &[f64]| grad_kepler(at[0], at[1]).1].into_iter().enumerate()
    {
        assert_gradient(partial, &[x, y], &hessian[row]);
    }
}
