//! Terms of constant arguments are left out in forward mode: they are not multiplied by zero, which is not zero everywhere.

use chainrule::differentiate;

#[differentiate]
fn weighted(a: &[f64; 2], b: &[f64; 2]) -> f64 {
    a[0] * b[0] + a[1] * b[1] - b[0]
}

mod elsewhere {
    /// Known to the compiler alone.
    pub type Hidden = [f64; 2];
}

#[differentiate]
fn hidden(a: &elsewhere::Hidden, b: &elsewhere::Hidden) -> f64 {
    let row = a;
    row[0] * b[0] + row[1] / b[1] + (b[0] - row[1])
}

#[differentiate]
fn accumulated(a: &[f64], b: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..a.len() {
        sum += a[i] * b[i];
        sum -= a[i] * 2.0 * b[i] / 4.0;
    }
    sum
}

#[differentiate]
fn by_left(x: f64) -> f64 {
    let infinite = [f64::INFINITY, 1.0];
    let finite = [x, 2.0 * x];
    weighted(&finite, &[2.0, 3.0])
        + hidden(&finite, &[2.0, 4.0])
        + accumulated(&finite, &[1.0, 2.0])
        + if x > 1e3 { weighted(&infinite, &finite) } else { 0.0 }
}

/// Of `x` infinite, times what is held constant.
#[differentiate]
fn infinite(x: f64) -> f64 {
    weighted(&[x, 1.0], &[2.0, 1.0]) + hidden(&[x, 1.0], &[2.0, 1.0]) + accumulated(&[x, 1.0], &[2.0, 1.0])
}

#[test]
fn terms_of_constants_are_left_out() {
    chainrule_tests::check!(by_left(0.7));
}

#[test]
fn an_infinite_value_beside_a_constant_makes_no_nan() {
    assert_eq!(jvp_infinite(f64::INFINITY, 1.0).1, 5.0);
    assert_eq!(grad_infinite(f64::INFINITY), 5.0);
}
