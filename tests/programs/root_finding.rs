//! Roots by Newton's method, by bisection, and by the secant method, of functions given as arguments.

use chainrule::differentiate;
use chainrule_tests::check;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Failure {
    Flat,
    NotConverged(usize),
}

#[differentiate]
fn newton(f: impl Fn(f64) -> (f64, f64), start: f64, tolerance: f64) -> Result<f64, Failure> {
    let mut x = start;
    for _ in 0..50 {
        let (value, slope) = f(x);
        if slope == 0.0 {
            return Err(Failure::Flat);
        }
        let step = value / slope;
        x -= step;
        if step.abs() < tolerance {
            return Ok(x);
        }
    }
    Err(Failure::NotConverged(50))
}

#[differentiate]
fn secant<F>(f: F, mut a: f64, mut b: f64) -> f64
where
    F: Fn(f64) -> f64,
{
    let (mut at_a, mut at_b) = (f(a), f(b));
    let mut rounds = 0;
    while at_b != 0.0 && (b - a).abs() > 1e-13 * b.abs() && rounds < 60 {
        let c = b - at_b * (b - a) / (at_b - at_a);
        (a, b) = (b, c);
        (at_a, at_b) = (at_b, f(c));
        rounds += 1;
    }
    b
}

/// Kepler's equation: the eccentric anomaly.
#[differentiate]
fn anomaly(mean: f64, eccentricity: f64) -> f64 {
    let kepler = |e: f64| (e - eccentricity * e.sin() - mean, 1.0 - eccentricity * e.cos());
    match newton(kepler, mean, 1e-10) {
        Ok(e) => e,
        Err(Failure::Flat) => mean,
        Err(Failure::NotConverged(rounds)) => mean + rounds as f64,
    }
}

/// Where a cable of this length and span hangs: the parameter of its catenary.
#[differentiate]
fn catenary(length: f64, span: f64) -> f64 {
    secant(|a| 2.0 * a * (span / (2.0 * a)).sinh() - length, 0.5 * span, 0.6 * span)
}

/// Bisection on the sign, then one step that carries the derivative.
#[differentiate]
fn bisected(p: f64, q: f64) -> f64 {
    let cubic = |x: f64| x * x * x + p * x + q;
    let (mut low, mut high) = (-10.0, 10.0);
    while high - low > 1e-9 {
        let middle = 0.5 * (low + high);
        if cubic(middle) > 0.0 {
            high = middle;
        } else {
            low = middle;
        }
    }
    let x = 0.5 * (low + high);
    x - cubic(x) / (3.0 * x * x + p)
}

#[test]
fn anomaly_of_a_planet() {
    check!(anomaly(0.9, 0.3));
    let e = anomaly(0.9, 0.3);
    let (mean_bar, _) = grad_anomaly(0.9, 0.3);
    assert!((mean_bar - 1.0 / (1.0 - 0.3 * e.cos())).abs() < 1e-9);
}

#[test]
fn shape_of_a_cable() {
    check!(catenary(12.0, 10.0));
}

#[test]
fn a_bisected_cubic() {
    check!(bisected(1.5, -2.0));
}
