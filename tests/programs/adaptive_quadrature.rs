//! Simpson's rule that divides where it must, and Romberg's table.

use chainrule::differentiate;
use chainrule_tests::check;

#[differentiate]
fn simpson(fa: f64, fm: f64, fb: f64, width: f64) -> f64 {
    (fa + 4.0 * fm + fb) * width / 6.0
}

/// The bell of this center and sharpness.
#[differentiate]
fn bell(x: f64, center: f64, sharpness: f64) -> f64 {
    (-sharpness * (x - center).powi(2)).exp()
}

#[differentiate]
fn refine(a: f64, b: f64, center: f64, sharpness: f64, #[constant] tolerance: f64, depth: usize) -> f64 {
    let middle = 0.5 * (a + b);
    let f = |x: f64| bell(x, center, sharpness);
    let (fa, fm, fb) = (f(a), f(middle), f(b));
    let whole = simpson(fa, fm, fb, b - a);
    let left = simpson(fa, f(0.5 * (a + middle)), fm, middle - a);
    let right = simpson(fm, f(0.5 * (middle + b)), fb, b - middle);
    let error = left + right - whole;
    if depth == 0 || error.abs() < 15.0 * tolerance {
        return left + right + error / 15.0;
    }
    refine(a, middle, center, sharpness, 0.5 * tolerance, depth - 1)
        + refine(middle, b, center, sharpness, 0.5 * tolerance, depth - 1)
}

#[differentiate]
fn romberg(f: impl Fn(f64) -> f64, a: f64, b: f64) -> f64 {
    const LEVELS: usize = 5;
    let mut table = [[0.0; LEVELS]; LEVELS];
    table[0][0] = 0.5 * (b - a) * (f(a) + f(b));
    for level in 1..LEVELS {
        let pieces = 1 << level;
        let h = (b - a) / pieces as f64;
        let inner: f64 = (1..pieces).step_by(2).map(|i| f(a + i as f64 * h)).sum();
        table[level][0] = 0.5 * table[level - 1][0] + h * inner;
        let mut power = 1.0;
        for k in 1..=level {
            power *= 4.0;
            table[level][k] = table[level][k - 1] + (table[level][k - 1] - table[level - 1][k - 1]) / (power - 1.0);
        }
    }
    table[LEVELS - 1][LEVELS - 1]
}

#[differentiate]
fn arc(amplitude: f64, end: f64) -> f64 {
    romberg(|x| (1.0 + (amplitude * x.cos()).powi(2)).sqrt(), 0.0, end)
}

#[test]
fn area_under_a_bell() {
    check!(refine(-2.0, 3.0, 0.4, 3.0, const 1e-7, const 12));
}

#[test]
fn length_of_an_arc() {
    check!(arc(1.3, 2.0));
}
