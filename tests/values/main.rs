//! What is supported: a function, and its derivative by a second route.
use chainrule::differentiate;
use chainrule_tests::{check, check_effect, check_pullback};

#[differentiate]
fn f(x: f64, a: &[f64], b: &mut [f64; 2], n: usize) -> f64 {
    b[0] *= x;
    x.sin() * a[0] + a[1] * b[0] * n as f64
}
#[differentiate]
fn g(x: f64) -> f64 { x.sin() }
#[differentiate]
fn h(x: f64, v: Vec<f64>) -> Vec<f64> { vec![x * v[0], v[1]] }
#[differentiate]
fn e(x: &mut f64, v: &Vec<f64>) { *x *= v[0]; }
#[differentiate]
fn s(x: f32) -> f32 { x * x }

#[test]
fn tries() {
    check!(f(0.5, &[1.0, 2.0], &mut [3.0, 4.0], const 3));
    for x in [0.5, 0.2] {
        check!(g(x));
    }
    check_pullback!(h(0.5, vec![1.0, 2.0]));
    check_effect!(e(&mut 0.5, &vec![1.0, 2.0]));
    check!(s(0.5) => 1.0);
}
