//! Functions by continued fractions and series, with a test for convergence.

use chainrule::differentiate;
use chainrule_tests::check;

/// The upper incomplete gamma function by Lentz' method, without its prefactor.
#[differentiate]
fn gamma_fraction(a: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut h = d;
    for i in 1..200 {
        let n = f64::from(i);
        let an = -n * (n - a);
        b += 2.0;
        d = an * d + b;
        if d.abs() < TINY {
            d = TINY;
        }
        c = b + an / c;
        if c.abs() < TINY {
            c = TINY;
        }
        d = 1.0 / d;
        let delta = d * c;
        h *= delta;
        if (delta - 1.0).abs() < 1e-13 {
            break;
        }
    }
    h
}

/// The lower one by its series.
#[differentiate]
fn gamma_series(a: f64, x: f64) -> f64 {
    let mut sum = 1.0 / a;
    let mut term = sum;
    let mut n = a;
    loop {
        n += 1.0;
        term *= x / n;
        sum += term;
        if term.abs() < 1e-15 * sum.abs() {
            return sum;
        }
    }
}

/// The logarithm of the gamma function after Lanczos.
#[differentiate]
fn ln_gamma(x: f64) -> f64 {
    const LANCZOS: [f64; 6] = [
        76.180_091_729_471_46,
        -86.505_320_329_416_77,
        24.014_098_240_830_91,
        -1.231_739_572_450_155,
        0.120_865_097_386_617_9e-2,
        -0.539_523_938_495_3e-5,
    ];
    let shifted = x + 5.5;
    let mut sum = 1.000_000_000_190_015;
    for (i, c) in LANCZOS.iter().enumerate() {
        sum += c / (x + (i + 1) as f64);
    }
    (x + 0.5) * shifted.ln() - shifted + (2.506_628_274_631_000_5 * sum / x).ln()
}

/// The regularized lower incomplete gamma function.
#[differentiate]
fn gamma_p(a: f64, x: f64) -> f64 {
    let prefactor = (a * x.ln() - x - ln_gamma(a)).exp();
    if x < a + 1.0 { prefactor * gamma_series(a, x) } else { 1.0 - prefactor * gamma_fraction(a, x) }
}

#[test]
fn incomplete_gamma_function() {
    check!(gamma_p(1.7, 0.9));
    check!(gamma_p(1.7, 4.2));
    let (_, x_bar) = grad_gamma_p(1.0, 0.8);
    assert!((x_bar - (-0.8_f64).exp()).abs() < 1e-9);
}
