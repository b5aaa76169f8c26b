//! Tuples as state, as parameters, and as results.

use chainrule::differentiate;
use chainrule_tests::{check, check_pullback};

#[differentiate]
fn fibonacci(x: f64, y: f64, n: usize) -> f64 {
    let (mut a, mut b) = (x, y);
    for _ in 0..n {
        (a, b) = (b, a + b);
    }
    a * b
}

#[test]
fn simultaneous_assignment() {
    check!(fibonacci(0.5, 1.5, const 0) => (1.5, 0.5));
    check!(fibonacci(0.5, 1.5, const 4));
}

#[differentiate]
fn fields(x: f64, y: f64) -> f64 {
    let mut t = (x, y * x);
    t.0 *= t.1;
    t.1 += t.0 * t.0;
    t = (t.1, t.0);
    t.0 -= t.0 * t.1;
    t.0 * y + t.1
}

#[test]
fn fields_are_assigned() {
    check!(fields(0.5, 1.5));
}

#[differentiate]
fn nested(p: ((f64, f64), f64), q: ([f64; 2], f64)) -> f64 {
    let ((a, b), c) = p;
    let mut q = q;
    q.0[1] *= a;
    q.1 += q.0[1] * b;
    let mut r = (q, p.0);
    r.0.0[0] *= r.1.1;
    r.1.0 = r.0.0[0] * c;
    r.1.0 * r.0.1 + p.0.1 * r.0.0[1]
}

#[test]
fn tuples_of_tuples_and_arrays() {
    check!(nested(((0.5, 1.5), -0.7), ([0.4, 1.1], 0.9)));
}

#[differentiate]
fn array_of_tuples(points: &[(f64, f64)], x: f64) -> f64 {
    let mut sum = 0.0;
    let mut last = (x, 1.0);
    for p in points {
        let (u, v) = *p;
        sum += (u - last.0) * (v + last.1);
        last = *p;
    }
    for &(u, v) in points {
        sum += u * v * last.0;
    }
    for i in 0..points.len() {
        sum *= points[i].0;
    }
    sum
}

#[test]
fn a_slice_of_tuples() {
    check!(array_of_tuples(&[(0.5, 1.5), (-0.7, 0.4), (1.2, 0.3)], 0.9));
}

#[differentiate]
fn with_integers(x: f64, n: usize) -> f64 {
    let mut state = (x, 0, true);
    while state.1 < n {
        state.0 = if state.2 { state.0 * x } else { state.0.sin() };
        state = (state.0 + x, state.1 + 1, !state.2);
    }
    let (y, k, _) = state;
    y * k as f64 + y
}

#[test]
fn tuples_of_active_and_passive_parts() {
    for n in 0..4 {
        check!(with_integers(0.8, const n));
    }
}

#[differentiate]
fn polar(x: f64, y: f64) -> (f64, f64) {
    (x.hypot(y), y.atan2(x))
}

#[test]
fn a_tuple_as_the_result() {
    check_pullback!(polar(0.8, -1.5));
}

#[differentiate]
fn mixed_result(x: f64, a: [f64; 2]) -> ([f64; 2], f64) {
    let s = x.sin();
    ([a[0] * s, a[1] + s], s * a[0] * a[1])
}

#[test]
fn an_array_in_the_result() {
    check_pullback!(mixed_result(0.8, [1.2, 0.4]));
}

#[differentiate]
fn complex_power(re: f64, im: f64, n: usize) -> f64 {
    let mut z = (1.0, 0.0);
    for _ in 0..n {
        z = (z.0 * re - z.1 * im, z.0 * im + z.1 * re);
    }
    z.0
}

#[test]
fn complex_multiplication() {
    check!(complex_power(0.8, 0.6, const 0) => (0.0, 0.0));
    check!(complex_power(0.8, 0.6, const 2) => (1.6, -1.2));
    check!(complex_power(0.8, 0.6, const 5));
}

#[differentiate]
fn by_reference(p: &(f64, f64), q: &mut (f64, f64)) -> f64 {
    q.0 += p.0 * q.1;
    q.1 = p.1 * q.0;
    let (a, b) = *q;
    a * b - p.0
}

#[test]
fn tuples_behind_references() {
    check!(by_reference(&(0.8, 0.6), &mut (1.5, -0.4)));
}

#[differentiate]
fn rotating(x: f64, y: f64, z: f64, n: usize) -> f64 {
    let mut t = (x, y, z);
    for i in 0..n {
        t = (t.1, t.2, t.0 * t.1);
        if i == 1 {
            (t.0, t.2) = (t.2, t.0 + 1.0);
        }
    }
    t.0 + 2.0 * t.1 * t.2
}

#[test]
fn a_tuple_assigned_from_its_own_fields() {
    for n in 0..5 {
        check!(rotating(0.8, 0.6, 1.5, const n));
    }
}
