//! Several quotients of one divisor in the reverse sweep: one division, the same numbers, also where the inverse is none.

use chainrule::differentiate;
use chainrule_tests::{assert_gradient, check};

/// As a Kalman filter has it: three quotients and a logarithm, in a loop that records.
#[differentiate(hessian)]
fn filter(x: f64, noise: f64) -> f64 {
    let (mut p, mut state, mut total) = (x * x, x, 0.0);
    for k in 0..4 {
        let variance = p + noise;
        let error = f64::from(k) - state;
        let gain = p / variance;
        state += gain * error + x / variance;
        p = (1.0 - gain) * p + 0.1;
        total += variance.ln() + error * error / variance;
    }
    total
}

/// The divisor has other contents in between, or is another element.
#[differentiate]
fn changed(x: f64, y: f64, a: &[f64]) -> f64 {
    let mut d = y * y + 1.5;
    let mut s = x;
    for i in 0..a.len() {
        let first = s / d;
        d += first * first;
        let second = s * first / d;
        let third = x / a[i] + second / a[a.len() - 1 - i] + y / a[i];
        s = first + second / d + third;
    }
    s / d
}

/// In branches, in an inner loop, and after them.
#[differentiate]
fn around(x: f64, y: f64, n: usize) -> f64 {
    let d = x + y * y;
    let mut s = y / d;
    for i in 0..n {
        let e = d + s * s;
        if i % 2 == 0 {
            s += s / d + x / e - y / e;
        }
        for j in 0..i {
            s = (s + j as f64) / e + x / d - s * y / d;
        }
        s += x / e + (s / e) * (x / d);
    }
    s * (x / d) + d.ln() + y / d
}

/// All three are cotangents of poles where `w` is 0.
#[differentiate]
fn weighted(w: f64, x: f64, y: f64) -> f64 {
    w * (x / y) + w * (1.0 / y) + w * y.ln()
}

#[differentiate]
fn ratios(a: f64, b: f64, c: f64) -> f64 {
    (a / c) * (b / c)
}

#[differentiate]
fn single(a: f32, b: f32, c: f32) -> f32 {
    (a / c) * (b / c) + c.ln()
}

/// The divisor of one quotient is the same in each iteration, that of another is not, and one is 0 where nothing flows.
#[differentiate]
fn in_loops(x: &[f64], y: f64, zero: f64) -> f64 {
    let (mut sum, mut d) = (0.0, y);
    for (i, a) in x.iter().enumerate() {
        let width = y * 0.5_f64.sqrt();
        let other = d * d + 1.0;
        sum += a.sin() / width + a / other;
        d = 0.5 * d + a;
        if i > 9 {
            sum += a / zero;
        }
    }
    sum
}

#[test]
fn quotients_share_an_inverse() {
    for (x, y) in [(0.7, 1.3), (2.1, 0.4), (1.1, -0.8)] {
        check!(filter(x, y * y));
        check!(changed(x, y, &vec![0.9, -1.7, 2.5]));
        check!(changed(x, y, &Vec::<f64>::new()));
        for n in 0..4 {
            check!(around(x, y, const n));
        }
        check!(weighted(x, y, 1.9));
        check!(ratios(x, y, -0.3));
        check!(in_loops(&vec![x, -1.5, 0.25], y, 0.0));
    }
    let hessian = hessian_filter(0.7, 0.4);
    assert_gradient(|at| grad_filter(at[0], at[1]).0, &[0.7, 0.4], &hessian[0]);
    assert_gradient(|at| grad_filter(at[0], at[1]).1, &[0.7, 0.4], &hessian[1]);
}

#[test]
fn strong_zeros_stay() {
    assert_eq!(grad_weighted(0.0, 3.0, 0.0).1, 0.0);
    assert_eq!(grad_weighted(0.0, 3.0, 0.0).2, 0.0);
    assert_eq!(grad_weighted(0.0, 3.0, -0.0).2, 0.0);
    assert_eq!(grad_weighted(0.0, f64::INFINITY, 2.0).2, 0.0);
    assert!(grad_weighted(1.0, 3.0, -2.0).2.is_nan());
    assert!(grad_weighted(1.0, 3.0, 0.0).1.is_infinite());
}

/// Divisors whose inverse is infinite or subnormal, and dividends that make up for it.
#[test]
fn quotients_are_right_where_the_inverse_is_not() {
    let close = |a: f64, b: f64| assert!((a - b).abs() <= 1e-12 * b.abs(), "{a} {b}");
    // f = a·b/c²: its derivatives are b/c², a/c², −2·a·b/c³.
    let two = |exponent: i32| 2.0_f64.powi(exponent / 2) * 2.0_f64.powi(exponent - exponent / 2);
    assert!(two(-1025) > 0.0 && !two(-1025).is_normal());
    let (a_bar, b_bar, c_bar) = grad_ratios(two(-1060), two(-1070), two(-1025));
    close(a_bar, two(980));
    close(b_bar, two(990));
    close(c_bar, -two(946));
    let huge = 1.2e308;
    let (a_bar, b_bar, c_bar) = grad_ratios(1.5e308, 0.6e308, huge);
    close(a_bar * huge, 0.5);
    close(b_bar * huge, 1.25);
    close(c_bar * huge, -1.25);
    let two = |exponent: i32| 2.0_f32.powi(exponent / 2) * 2.0_f32.powi(exponent - exponent / 2);
    assert!(two(-130) > 0.0 && !two(-130).is_normal());
    let (a_bar, b_bar, _) = grad_single(two(-140), two(-145), two(-130));
    assert_eq!((a_bar, b_bar), (two(115), two(120)));
}
