//! Vectors that move, and results that only one arm gives.

use chainrule::differentiate;
use chainrule_tests::{check, check_pullback};

#[differentiate]
fn one_arm_returns(x: f64, n: usize) -> f64 {
    if n == 1 { x * x } else { panic!("n is 1") }
}

#[differentiate]
fn one_arm_of_a_match(x: f64, n: usize) -> f64 {
    match n {
        1 => x * x,
        _ => unreachable!(),
    }
}

#[differentiate]
fn a_match_of_one_arm(x: f64, n: usize) -> f64 {
    match n {
        _ => x * x,
    }
}

#[test]
fn results_of_one_arm() {
    check!(one_arm_returns(3.0, const 1) => 6.0);
    check!(one_arm_of_a_match(3.0, const 1) => 6.0);
    check!(a_match_of_one_arm(3.0, const 5) => 6.0);
}

#[differentiate]
fn grown(x: f64) -> Vec<f64> {
    let mut v = vec![];
    v.push(x);
    v.push(x * x);
    v
}

#[differentiate]
fn returned_early(x: f64, n: usize) -> Vec<f64> {
    let mut v = vec![x];
    if n > 1 {
        return v;
    }
    v.push(x * x);
    v
}

#[differentiate]
fn chosen(x: f64, n: usize) -> f64 {
    let a = vec![x, 2.0 * x];
    let b = vec![x * x, x];
    let c = if n > 1 { a } else { b };
    c[0] * c[1]
}

#[differentiate]
fn nested(x: f64) -> f64 {
    let m = vec![vec![x, 1.0], vec![x * x, 2.0]];
    m[0][0] * m[1][0]
}

#[differentiate]
fn by_constant_reference(x: f64, #[constant] k: &f64) -> f64 {
    x * k
}

#[test]
fn vectors_that_move() {
    check_pullback!(grown(3.0));
    check_pullback!(returned_early(3.0, const 2));
    check_pullback!(returned_early(3.0, const 0));
    check!(chosen(3.0, const 2) => 12.0);
    check!(chosen(3.0, const 0) => 27.0);
    check!(nested(3.0) => 27.0);
    assert_eq!(grad_by_constant_reference(3.0, &2.0).to_string(), "2");
}
