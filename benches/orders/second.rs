//! Hessians and their products.

use std::hint::black_box;

use chainrule::differentiate;
use workloads::programs::{black_scholes, filter, formula, gravity, heat, logistic, rosenbrock, runge_kutta, squares};
use workloads::random::Random;

use crate::Line;

const HVP: &str = "`hvp_f` ÷ `grad_f`";
const LIMIT: f64 = 2.5;

/// Rosenbrock's function of ten variables.
#[differentiate(hessian, hvp)]
fn valley(x: &[f64; 10]) -> f64 {
    let mut sum = 0.0;
    for i in 0..9 {
        let valley = x[i + 1] - x[i] * x[i];
        let slope = 1.0 - x[i];
        sum += 100.0 * valley * valley + slope * slope;
    }
    sum
}

/// Its Hessian, which has three diagonals.
fn hessian_by_hand(x: &[f64; 10]) -> [[f64; 10]; 10] {
    let mut hessian = [[0.0; 10]; 10];
    for i in 0..9 {
        hessian[i][i] += 1200.0 * x[i] * x[i] - 400.0 * x[i + 1] + 2.0;
        hessian[i + 1][i + 1] += 200.0;
        hessian[i][i + 1] = -400.0 * x[i];
        hessian[i + 1][i] = -400.0 * x[i];
    }
    hessian
}

/// `ln Σ exp x_i`.
#[differentiate(hvp)]
fn log_sum_exp(x: &[f64]) -> f64 {
    let largest = x.iter().fold(f64::NEG_INFINITY, |a, &b| a.max(b));
    let mut sum = 0.0;
    for &entry in x {
        sum += (entry - largest).exp();
    }
    largest + sum.ln()
}

fn list(n: usize) -> Vec<f64> {
    Random::new().list(n, 0.5..1.5)
}

fn thousand<T>(f: impl Fn([f64; 3]) -> T) -> f64 {
    for i in 0..1000 {
        black_box(f(black_box([f64::from(i), 0.5, 1.5])));
    }
    0.0
}

/// The lines of second derivatives.
pub fn lines() -> Vec<Line> {
    let mut lines = rosenbrocks();
    lines.extend(sums());
    lines.extend(simulations());
    lines
}

fn rosenbrocks() -> Vec<Line> {
    let x: [f64; 10] = Random::new().array(-1.0..1.0);
    let (a, b) = (list(1000), list(1000));
    vec![
        Line::of(
            "Rosenbrock, n = 10",
            "`hessian_f` ÷ by hand",
            5.0,
            move || thousand(|_| hessian_by_hand(black_box(&x))),
            move || thousand(|_| hessian_valley(black_box(&x))),
        ),
        Line::of(
            "Rosenbrock, n = 10",
            HVP,
            LIMIT,
            move || thousand(|_| grad_valley(black_box(&x))),
            move || thousand(|_| hvp_valley(black_box(&x), black_box(&x))),
        ),
        Line::of(
            "Rosenbrock, n = 1000",
            HVP,
            LIMIT,
            move || rosenbrock::grad_rosenbrock(black_box(&a)),
            move || rosenbrock::hvp_rosenbrock(black_box(&b), &b),
        ),
    ]
}

fn sums() -> Vec<Line> {
    let (a, b, c, d, e, f) = (list(1000), list(1000), list(100_000), list(100_000), list(1000), list(1000));
    let (g, h, p, q) = (list(16), list(16_000), list(16), list(16_000));
    let (labels, others, ones, same) = (vec![1.0; 1000], vec![1.0; 1000], vec![1.0; 1000], vec![1.0; 1000]);
    vec![
        Line::of(
            "sum of squares, n = 1000",
            HVP,
            LIMIT,
            move || squares::grad_sum_of_squares(black_box(&a)),
            move || squares::hvp_sum_of_squares(black_box(&b), &b),
        ),
        Line::of(
            "lse, n = 100 000",
            HVP,
            LIMIT,
            move || grad_log_sum_exp(black_box(&c)),
            move || hvp_log_sum_exp(black_box(&d), &d),
        ),
        Line::of(
            "ten operations, 1000 calls",
            HVP,
            LIMIT,
            || thousand(|[x, y, z]| formula::grad_formula(x, y, z)),
            || thousand(|[x, y, z]| formula::hvp_formula(x, z, y, x, z, y)),
        ),
        Line::of(
            "Black–Scholes, 1000 options",
            HVP,
            LIMIT,
            move || black_scholes::grad_portfolio(black_box(&e), &ones, 0.03, 0.2),
            move || black_scholes::hvp_portfolio(black_box(&f), &f, &same, 0.03, 1.0, 0.2, 1.0),
        ),
        Line::of(
            "logistic regression, 1000 × 16",
            HVP,
            LIMIT,
            move || logistic::grad_cross_entropy(black_box(&g), 0.1, &h, &labels),
            move || logistic::hvp_cross_entropy(black_box(&p), &p, 0.1, 1.0, &q, &others),
        ),
    ]
}

fn simulations() -> Vec<Line> {
    let (a, b) = (list(1000), list(1000));
    let plate = || {
        let mut random = Random::new();
        [random.list(1024, 0.0..1.0), random.list(1024, 0.05..0.2), random.list(1024, 0.0..1.0)]
    };
    let bodies = || {
        let mut random = Random::new();
        ((0..20).map(|_| random.array(-1.0..1.0)).collect::<Vec<_>>(), random.list(20, 0.5..1.5))
    };
    let (c, d, e, f) = (plate(), plate(), bodies(), bodies());
    let (start, p) = ([1.0, 2.0, 20.0], [10.0, 28.0, 8.0 / 3.0]);
    vec![
        Line::of(
            "Kalman filter, 1000 steps",
            HVP,
            LIMIT,
            move || filter::grad_surprise(0.1, 0.01, 0.5, black_box(&a)),
            move || filter::hvp_surprise(0.1, 1.0, 0.01, 1.0, 0.5, 1.0, black_box(&b)),
        ),
        Line::of(
            "Runge–Kutta (Lorenz), 1000 steps",
            HVP,
            LIMIT,
            move || runge_kutta::grad_lorenz(black_box(start), p, 1000),
            move || runge_kutta::hvp_lorenz(black_box(start), start, p, p, 1000),
        ),
        Line::of(
            "heat, 32 × 32, 50 steps",
            HVP,
            LIMIT,
            move || heat::grad_misfit(black_box(&c[0]), &c[1], &c[2], 32),
            move || heat::hvp_misfit(black_box(&d[0]), &d[0], &d[1], &d[1], &d[2], 32),
        ),
        Line::of(
            "gravity, 20 bodies, 20 steps",
            HVP,
            LIMIT,
            move || gravity::grad_spread(black_box(&e.0), &e.1),
            move || gravity::hvp_spread(black_box(&f.0), &f.0, &f.1, &f.1),
        ),
    ]
}
