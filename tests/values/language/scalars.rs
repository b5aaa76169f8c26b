//! `f32`, and casts between the scalar types.

use chainrule::differentiate;
use chainrule_tests::{check, check_pullback};

#[differentiate]
fn single(x: f32, y: f32) -> f32 {
    (x * y).sin() + x.powi(2) / y - 0.5 * y.sqrt()
}

#[test]
fn single_precision_throughout() {
    check!(single(0.7, 1.6));
}

#[differentiate]
fn single_loop(a: &[f32], x: f32, n: usize) -> f32 {
    let mut sum = 0.0;
    let mut y = x;
    for i in 0..n {
        y *= a[i];
        sum += y * y - i as f32;
    }
    sum
}

#[test]
fn a_loop_in_single_precision() {
    check!(single_loop(&[0.5, 1.5, -0.75], 1.25, const 3));
    let (value, (a_bar, x_bar)): (f32, (Vec<f32>, f32)) = value_and_grad_single_loop(&[2.0], 3.0, 1);
    assert_eq!((value, a_bar, x_bar), (36.0, vec![36.0], 24.0));
}

#[differentiate]
fn mixed(x: f32, y: f64) -> f64 {
    let wide = f64::from(x) * y;
    let narrow = (wide * y) as f32;
    let back = narrow as f64 + x as f64;
    back * wide
}

#[test]
fn casts_between_the_floats() {
    check!(mixed(0.75, 1.5));
}

#[differentiate]
fn to_single(x: f64) -> f32 {
    let y = x as f32;
    y * y
}

#[test]
fn a_gradient_has_the_type_of_its_parameter() {
    let gradient: f64 = grad_to_single(1.5);
    assert_eq!(gradient, 3.0);
    let (value, pullback) = vjp_to_single(1.5);
    let seed: f32 = 2.0;
    assert_eq!((value, pullback(seed)), (2.25, 6.0));
}

#[differentiate]
fn from_integers(x: f64, n: u8, k: i64, flag: bool) -> f64 {
    let a = f64::from(n) * x;
    let b = k as f64 / x;
    let c = usize::from(n) as f64;
    let d = i32::from(flag);
    let e = (d * 3 - 1) as f64;
    a * b + c * x * x * e
}

#[test]
fn integers_become_constants() {
    check!(from_integers(1.5, const 3, const -2, const true) => 2.0 * 3.0 * 1.5 * 2.0);
}

#[differentiate]
fn through_integers(x: f64, y: f64) -> f64 {
    let n = (x * 10.0) as i32;
    let m = y.round() as usize;
    let k = (n % 7).pow(2) + i32::try_from(m).unwrap_or(0);
    x * f64::from(k) + y * f64::from(n.abs().min(5))
}

#[test]
fn casts_to_integers_are_constant() {
    check!(through_integers(1.26, 2.3) => (27.0, 5.0));
}

#[differentiate]
fn integer_arithmetic(x: f64, n: usize) -> f64 {
    let mut y = x;
    let m = n.min(4).max(1);
    let k = n.wrapping_sub(1).rem_euclid(3) + m.pow(2) % 5;
    let bits = (n << 1 | 1) ^ (k & 3);
    let d = n.abs_diff(k);
    for i in 0..m {
        y = (y * x + (bits + i) as f64).sin() * (d + 1) as f64;
    }
    y * (n as i32 - k as i32) as f64 + y
}

#[test]
fn methods_and_operators_of_integers() {
    for n in 0..6 {
        check!(integer_arithmetic(0.8, const n));
    }
}

#[differentiate]
fn single_arrays(a: [f32; 2], m: &mut [[f32; 2]], v: Vec<f32>) -> f32 {
    m[0][1] *= a[0];
    m[1] = [v[0], a[1]];
    m[0][1] * m[1][0] + m[1][1] * m[1][1]
}

#[test]
fn arrays_in_single_precision() {
    check!(single_arrays([0.5, 1.5], &mut [[1.0, 2.0], [3.0, 4.0]], vec![0.75]));
}

#[differentiate]
fn single_pair(x: f32) -> (f32, f64) {
    (x * x, f64::from(x) * 3.0)
}

#[test]
fn results_of_both_precisions() {
    check_pullback!(single_pair(1.5));
}

#[differentiate]
fn inferred(x: f32, n: usize) -> f32 {
    let mut sum = 0.0;
    let mut weight = 1.0;
    let buffer = [0.5; 3];
    for i in 0..n {
        weight *= 0.5;
        sum += weight * x * buffer[i % 3];
    }
    sum * 2.0
}

#[test]
fn literals_take_the_width_they_are_used_with() {
    check!(inferred(1.5, const 2) => 0.75);
}

#[differentiate]
fn reference_operands(x: &f64, y: &f64) -> f64 {
    let mut z = x * y;
    z += x;
    z *= y;
    z - x / y + (x - 1.0) * -y + 2.0 * x
}

#[test]
fn operators_on_references() {
    check!(reference_operands(&0.7, &1.6));
}
