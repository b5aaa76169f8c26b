//! Functions that solve an equation: derivatives by the implicit function theorem, against differences and closed forms.

use chainrule::differentiate;
use chainrule_tests::{check, check_pullback};

#[differentiate]
fn square_minus(x: f64, a: f64) -> f64 {
    x * x - a
}

/// Newton's method, which is not looked into.
#[differentiate(implicit = square_minus)]
fn root(a: f64) -> f64 {
    let mut x = a.max(1.0);
    while (x * x - a).abs() > 1e-15 * a {
        x -= (x * x - a) / (2.0 * x);
    }
    x
}

#[test]
fn a_root_has_the_derivative_of_the_square_root() {
    check!(root(2.0) => 0.5 / 2.0_f64.sqrt());
    check!(root(0.3));
}

#[differentiate]
fn kepler_residual(e: f64, mean: f64, eccentricity: f64) -> f64 {
    e - eccentricity * e.sin() - mean
}

#[differentiate(implicit = kepler_residual)]
fn kepler(mean: f64, eccentricity: f64) -> f64 {
    let mut e = mean;
    for _ in 0..60 {
        e -= (e - eccentricity * e.sin() - mean) / (1.0 - eccentricity * e.cos());
    }
    e
}

#[differentiate]
fn orbit(t: f64, eccentricity: f64, n: usize) -> f64 {
    let mut sum = 0.0;
    for i in 0..n {
        let e = kepler(t * (i + 1) as f64, eccentricity);
        sum += (1.0 - eccentricity * e.cos()) * kepler(sum * 0.1 + 0.3, 0.5);
    }
    sum
}

#[test]
fn two_parameters_and_callers() {
    check!(kepler(1.2, 0.6));
    for n in 0..4 {
        check!(orbit(0.4, 0.3, const n));
    }
}

#[differentiate]
fn fixed_point_residual(x: f64, p: f64) -> f64 {
    x - (p * x).cos()
}

#[differentiate(implicit = fixed_point_residual)]
fn fixed_point(p: f64) -> f64 {
    let mut x = 0.5;
    for _ in 0..300 {
        x = 0.5 * (x + (p * x).cos());
    }
    x
}

#[test]
fn fixed_points() {
    check!(fixed_point(1.1));
}

#[differentiate]
fn system(x: &[f64; 2], a: f64, b: &[f64]) -> [f64; 2] {
    [x[0] * x[0] + x[1] * b[0] - a, x[0] * b[1] - x[1] * x[1] * x[1]]
}

#[differentiate(implicit = system)]
fn solution(a: f64, b: &[f64]) -> [f64; 2] {
    let mut x = [1.0, 1.0];
    for _ in 0..100 {
        let f = system(&x, a, b);
        let (m00, m01, m10, m11) = (2.0 * x[0], b[0], b[1], -3.0 * x[1] * x[1]);
        let determinant = m00 * m11 - m01 * m10;
        x[0] -= (m11 * f[0] - m01 * f[1]) / determinant;
        x[1] -= (m00 * f[1] - m10 * f[0]) / determinant;
    }
    x
}

#[differentiate]
fn of_a_system(a: f64, b: &[f64]) -> f64 {
    let x = solution(a, b);
    let y = solution(a + x[0], &[x[1], 1.0]);
    x[0] * y[1] + x[1]
}

#[test]
fn systems_of_equations() {
    check_pullback!(solution(3.0, &[0.5, 0.7]));
    check!(of_a_system(3.0, &[0.5, 0.7]));
}

#[differentiate]
fn shifted(x: &[f64], p: Vec<f64>, #[constant] weight: f64) -> Vec<f64> {
    x.iter().zip(&p).map(|(x, p)| weight * x * x * x + x - p).collect()
}

#[differentiate(implicit = shifted)]
fn of_any_length(p: Vec<f64>, #[constant] weight: f64) -> Vec<f64> {
    let newton = |p: &f64| {
        let mut x = 0.0_f64;
        for _ in 0..80 {
            x -= (weight * x * x * x + x - p) / (3.0 * weight * x * x + 1.0);
        }
        x
    };
    p.iter().map(newton).collect()
}

#[test]
fn solutions_of_any_length_and_constants() {
    check_pullback!(of_any_length(vec![0.4, -1.2, 2.0], const 0.7));
}

#[differentiate]
fn touching(x: f64, p: f64) -> f64 {
    (x - p) * (x - p)
}

#[differentiate(implicit = touching)]
fn double_root(p: f64) -> f64 {
    p
}

#[test]
#[should_panic(expected = "singular")]
fn a_singular_residual_is_no_nan() {
    let _ = grad_double_root(2.0);
}

#[test]
#[should_panic(expected = "the derivative of `double_root` does not exist here")]
fn a_singular_residual_is_no_nan_in_forward_mode() {
    let _ = jvp_double_root(2.0, 1.0);
}
