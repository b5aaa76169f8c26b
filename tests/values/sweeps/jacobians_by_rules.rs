//! Jacobians of functions whose derivatives the user gives, and which mode they are taken by.

use std::cell::Cell;

use chainrule::{Matrix, differentiate};

thread_local! {
    static FORWARD: Cell<usize> = const { Cell::new(0) };
    static REVERSE: Cell<usize> = const { Cell::new(0) };
}

fn counts() -> (usize, usize) {
    (FORWARD.take(), REVERSE.take())
}

/// Powers of all elements, one after the other.
#[differentiate(vjp = powers_back, jvp = powers_along)]
fn powers(x: &[f64], scale: f64, n: i32) -> Vec<f64> {
    (1..=n).flat_map(|k| x.iter().map(move |x| scale * x.powi(k))).collect()
}

fn powers_along(x: &[f64], x_dot: &[f64], scale: f64, scale_dot: f64, n: i32) -> (Vec<f64>, Vec<f64>) {
    FORWARD.set(FORWARD.get() + 1);
    let tangent = |k: i32| {
        let each = move |(x, x_dot): (&f64, &f64)| scale * f64::from(k) * x.powi(k - 1) * x_dot + scale_dot * x.powi(k);
        x.iter().zip(x_dot).map(each)
    };
    (powers(x, scale, n), (1..=n).flat_map(tangent).collect())
}

fn powers_back(x: &[f64], scale: f64, n: i32) -> (Vec<f64>, impl Fn(&[f64]) -> (Vec<f64>, f64)) {
    let pullback = move |seed: &[f64]| {
        REVERSE.set(REVERSE.get() + 1);
        let (mut x_bar, mut scale_bar) = (vec![0.0; x.len()], 0.0);
        for (i, y_bar) in seed.iter().enumerate() {
            let (k, i) = (i as i32 / x.len() as i32 + 1, i % x.len());
            x_bar[i] += y_bar * scale * f64::from(k) * x[i].powi(k - 1);
            scale_bar += y_bar * x[i].powi(k);
        }
        (x_bar, scale_bar)
    };
    (powers(x, scale, n), pullback)
}

#[test]
fn the_mode_with_fewer_products_is_taken_at_run_time() {
    let x = [2.0, 3.0];
    let tall = jacobian_powers(&x, 5.0, 2);
    assert_eq!(tall, [[5.0, 0.0, 2.0], [0.0, 5.0, 3.0], [20.0, 0.0, 4.0], [0.0, 30.0, 9.0]]);
    assert_eq!(counts(), (3, 0));
    let wide = jacobian_powers(&x, 5.0, 1);
    assert_eq!(wide, [[5.0, 0.0, 2.0], [0.0, 5.0, 3.0]]);
    assert_eq!(counts(), (0, 2));
    let empty = jacobian_powers(&[], 5.0, 3);
    assert_eq!((empty.rows(), empty.cols()), (0, 1));
    assert_eq!(counts(), (0, 0));
}

/// The same by the macro.
#[differentiate]
fn plain(x: &[f64], scale: &f64, n: usize, #[constant] shift: Vec<f64>) -> Vec<f64> {
    let mut out = Vec::new();
    for k in 0..n {
        for i in 0..x.len() {
            out.push(scale * x[i].powi(k as i32 + 1) + shift[0]);
        }
    }
    out
}

#[test]
fn both_modes_agree() {
    let x = [2.0, 3.0];
    for n in 0..4 {
        let expected = jacobian_powers(&x, 5.0, n);
        let found = jacobian_plain(&x, &5.0, n as usize, vec![1.0]);
        assert_eq!(found, expected, "{n}");
    }
}

fn stretch_along(a: &mut [f64], a_dot: &mut [f64], by: f64, by_dot: f64) -> ([f64; 2], [f64; 2]) {
    for (x, x_dot) in a.iter_mut().zip(a_dot) {
        *x_dot = *x_dot * by + *x * by_dot;
        *x *= by;
    }
    ([by, a[0]], [by_dot, 0.0])
}

/// By a rule of forward mode alone.
#[differentiate(jvp = tilt_along)]
fn tilt(x: f64, y: f64) -> [f64; 2] {
    [x * y, x]
}

fn tilt_along(x: f64, x_dot: f64, y: f64, y_dot: f64) -> ([f64; 2], [f64; 2]) {
    (tilt(x, y), [x * y_dot + y * x_dot, x_dot])
}

#[differentiate(jvp = all_along, jacobian)]
fn all(a: &mut [f64], by: f64, b: [f64; 1]) -> (f64, Vec<f64>) {
    let first = a[0] * by;
    a[0] = b[0];
    (first, vec![b[0] * by, a[1]])
}

fn all_along(
    a: &mut [f64],
    a_dot: &mut [f64],
    by: f64,
    by_dot: f64,
    b: [f64; 1],
    b_dot: [f64; 1],
) -> ((f64, Vec<f64>), (f64, Vec<f64>)) {
    let tangent = (a_dot[0] * by + a[0] * by_dot, vec![b_dot[0] * by + b[0] * by_dot, a_dot[1]]);
    a_dot[0] = b_dot[0];
    (all(a, by, b), tangent)
}

#[differentiate(jvp = third_along)]
fn third(x: &[f64; 3]) -> [f64; 1] {
    [x[2] * x[0]]
}

fn third_along(x: &[f64; 3], x_dot: &[f64; 3]) -> ([f64; 1], [f64; 1]) {
    (third(x), [x[2] * x_dot[0] + x[0] * x_dot[2]])
}

#[test]
fn a_rule_of_forward_mode_alone_gives_a_jacobian() {
    assert_eq!(jacobian_tilt(2.0, 3.0), [[3.0, 2.0], [1.0, 0.0]]);
    assert_eq!(jacobian_third(&[2.0, 3.0, 5.0]), [[5.0, 0.0, 2.0]]);
    let mut a = [2.0, 3.0];
    let jacobian: Matrix = jacobian_all(&mut a, 5.0, [7.0]);
    assert_eq!(jacobian, [[5.0, 0.0, 2.0, 0.0], [0.0, 0.0, 7.0, 5.0], [0.0, 1.0, 0.0, 0.0]]);
    assert_eq!(a, [7.0, 3.0]);
    let mut empty = [];
    let mut none = [];
    assert_eq!(stretch_along(&mut [1.0], &mut [0.0], 2.0, 0.0).0, [2.0, 2.0]);
    assert_eq!(stretch(&mut empty, 2.0), [2.0, 0.0]);
    assert_eq!(jacobian_stretch(&mut none, 2.0), [[1.0], [0.0]]);
}

#[differentiate(vjp = stretch_back)]
fn stretch(a: &mut [f64], by: f64) -> [f64; 2] {
    a.iter_mut().for_each(|x| *x *= by);
    [by, a.first().copied().unwrap_or(0.0)]
}

fn stretch_back(a: &mut [f64], by: f64) -> ([f64; 2], impl Fn([f64; 2], &mut [f64]) -> f64 + use<>) {
    let before = a.to_vec();
    let value = stretch(a, by);
    let pullback = move |seed: [f64; 2], a_bar: &mut [f64]| {
        let mut by_bar = seed[0];
        for (i, x) in before.iter().enumerate() {
            let y_bar = a_bar[i] + if i == 0 { seed[1] } else { 0.0 };
            by_bar += y_bar * x;
            a_bar[i] = y_bar * by;
        }
        by_bar
    };
    (value, pullback)
}

#[test]
fn a_rule_of_reverse_mode_alone_gives_a_jacobian() {
    let mut a = [2.0, 3.0];
    assert_eq!(jacobian_stretch(&mut a, 5.0), [[0.0, 0.0, 1.0], [5.0, 0.0, 2.0]]);
    assert_eq!(a, [10.0, 15.0]);
}

#[differentiate]
fn sphere(x: &[f64; 2], p: f64, q: f64) -> [f64; 2] {
    [x[0] * x[0] + x[1] * x[1] - p, x[0] - q * x[1]]
}

/// Where the circle meets the ray.
#[differentiate(implicit = sphere, wrt(q, p), jacobian)]
fn meet(p: f64, q: f64) -> [f64; 2] {
    let y = (p / (q * q + 1.0)).sqrt();
    [q * y, y]
}

#[differentiate]
fn explicit(q: f64, p: f64) -> [f64; 2] {
    let y = (p / (q * q + 1.0)).sqrt();
    [q * y, y]
}

#[test]
fn implicit_functions_have_jacobians() {
    let (found, expected) = (jacobian_meet(2.0, 0.5), jacobian_explicit(0.5, 2.0));
    for (found, expected) in found.as_flattened().iter().zip(expected.as_flattened()) {
        assert!((found - expected).abs() < 1e-12, "{found} {expected}");
    }
}
