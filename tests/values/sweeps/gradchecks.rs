//! `gradcheck!`: companions against differences by one call.

use std::panic::catch_unwind;

use chainrule::{Differentiable, differentiate, gradcheck};

#[differentiate(hessian, hvp)]
fn energy(x: &[f64], w: f64, v: Vec<f64>, p: [f64; 2], s: &f64, n: usize) -> f64 {
    let mut sum = 0.0;
    for i in 0..n {
        sum += x[i].sin() * w * v[i] + p[i % 2] * s * x[i] * x[i];
    }
    sum
}

#[differentiate(jacobian, jvp, vjp)]
fn rows(x: &[f64; 3], by: f64) -> Vec<f64> {
    x.iter().map(|x| x * by.exp()).collect()
}

#[differentiate]
fn partly(x: &[f64], #[constant] v: Vec<f64>, y: f64) -> f64 {
    x[0] * v[0] * y - x[1] / v[1]
}

#[derive(Clone, Debug, Differentiable)]
struct Spring {
    length: f64,
    #[constant]
    stiffness: f64,
    ends: [f64; 2],
}

#[differentiate]
fn stored(spring: &Spring, #[constant] scale: &[f64], other: Spring) -> f64 {
    let stretch = spring.ends[1] - spring.ends[0] - spring.length;
    spring.stiffness * stretch * stretch * scale[0] + other.length * spring.length
}

/// Literals of types without a derivative need no `const`.
#[differentiate]
fn rows_of_single(x: [f32; 2], n: i32, name: &str, twice: bool) -> [f32; 2] {
    [x[0] * x[1].powi(n), x[1].sin() * name.len() as f32 * if twice { 2.0 } else { 1.0 }]
}

mod inner {
    #[chainrule::differentiate(grad, jvp, hessian)]
    pub fn r#move(x: f64) -> f64 {
        x * x.cos()
    }

    #[chainrule::differentiate]
    pub fn generic<T: chainrule::Real, const N: usize>(x: [T; N], y: T) -> T {
        x[0] * x[N - 1] / y
    }
}

#[test]
fn right_derivatives_pass() {
    let (x, v) = (vec![0.3, -0.7, 2.0], vec![1.0, 2.0, 3.0]);
    let summary = gradcheck!(energy(&x, 1.5, v.clone(), [2.0, 3.0], &0.5, 3); grad, jvp, hessian, hvp);
    summary.assert_ok();
    let counts: Vec<_> = summary.reports.iter().map(|(name, report)| (*name, report.components)).collect();
    assert_eq!(counts, [("grad", 10), ("jvp", 10), ("hessian", 100), ("hvp", 100)]);
    let slice = &x[..2];
    gradcheck!(partly(&slice[..], const v, 0.5)).assert_ok();
}

#[test]
fn structs_generics_and_paths() {
    let spring = Spring { length: 1.0, stiffness: 3.0, ends: [0.5, 2.5] };
    gradcheck!(stored(&spring, const &[2.0, 1.0], spring.clone())).assert_ok();
    gradcheck!(inner::r#move(0.5); grad, hessian).assert_ok();
    gradcheck!(inner::generic::<f64, 2>([0.5, 0.25], 2.0)).assert_ok();
    let single = gradcheck!(inner::generic([0.5_f32, 0.25], 2.0));
    assert_eq!(single.reports[0].1.tolerance, 1e-3);
    single.assert_ok();
    gradcheck!(rows_of_single([0.5, 0.25], -2, "abc", true); jvp, jacobian).assert_ok();
    let jacobian = gradcheck!(rows(&[1.0, 2.0, 3.0], 0.2); jacobian, jvp);
    assert_eq!(jacobian.reports[0].1.components, 12);
    jacobian.assert_ok();
}

/// A rule that is wrong for `y`.
#[differentiate(partials(x = 2.0 * x * y, y = x))]
fn wrong(x: f64, y: f64) -> f64 {
    x * x * y
}

#[test]
fn wrong_derivatives_are_told() {
    let summary = gradcheck!(wrong(3.0, 2.0));
    assert!(!summary.passed());
    let worst = summary.worst().unwrap();
    assert_eq!((worst.index, worst.found), (1, 3.0));
    assert!((worst.expected - 9.0).abs() < 1e-9);
    let message = catch_unwind(|| summary.assert_ok()).unwrap_err().downcast::<String>().unwrap();
    assert!(message.contains("`grad_wrong`: derivative check FAILED: 2 components"), "{message}");
    assert!(message.contains("the worst is component 1: 3, differences"), "{message}");
    assert!(message.contains("\n`jvp_wrong`: derivative check FAILED"), "{message}");
}

#[test]
fn a_missing_mark_is_told() {
    let message = catch_unwind(|| gradcheck!(held(3.0, 2.0); grad)).unwrap_err().downcast::<String>().unwrap();
    assert!(
        message.contains("`grad_held` gives 1 numbers, but the arguments that are not marked `const`"),
        "{message}"
    );
}

#[differentiate]
fn held(x: f64, #[constant] y: f64) -> f64 {
    x * y
}
