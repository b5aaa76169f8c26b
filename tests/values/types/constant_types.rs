//! Constants of a module, whose types only their uses tell.

use chainrule::differentiate;
use chainrule_tests::check;

const TIME: f64 = 0.5;
const SOFTENING: f64 = 0.01;
const SINGLE: f32 = 0.25;
const SCALE: f64 = 3.0;
const NONE: f64 = 0.0;
static STEP: f64 = 0.1;
const TABLE: [f64; 3] = [1.0, -2.0, 0.5];
const COUNT: usize = 4;

/// A number that is no float: a sum of it and a float has methods of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Length(f64);

impl std::ops::Mul<Length> for f64 {
    type Output = Length;
    fn mul(self, length: Length) -> Length {
        Length(self * length.0)
    }
}

const UNIT: Length = Length(2.0);

#[differentiate]
fn discounted(rate: f64, x: f64) -> f64 {
    let drift = rate * TIME;
    let width = x * TIME.sqrt();
    let weight = (-rate * TIME).exp();
    let square = x * x + SOFTENING;
    let pull = STEP * x / (square * square.sqrt());
    drift * weight / width + pull * SCALE - (x * SCALE).sin()
}

/// A constant in a condition, an index, a bound; one that is only passed on.
#[differentiate]
fn everywhere(x: &[f64], y: f64) -> f64 {
    let mut s = (y * TIME).cos();
    for i in 0..COUNT.min(x.len()) {
        if x[i] > TIME && s > NONE {
            s += x[i] * SCALE;
        }
        let term = TIME * x[i];
        s += TABLE[i % 3] * term.tanh() + passed(SCALE, x[i] * SCALE);
    }
    (s * STEP).ln_1p() + y.powf(TIME)
}

#[differentiate]
fn passed(a: f64, b: f64) -> f64 {
    (a * b).sin() * SCALE
}

/// Each of the two widths.
#[differentiate]
fn narrow(x: f32, y: f32) -> f32 {
    let a = (x * SINGLE).sin();
    let b = y + SINGLE;
    a * b.sqrt() * SINGLE
}

#[differentiate]
fn around_a_unit(x: f64) -> f64 {
    let length = 3.0_f64 * UNIT;
    (x * TIME).sin() * length.0
}

#[test]
fn constants_are_known_by_their_uses() {
    for (x, y) in [(0.7, 1.3), (1.9, 0.4)] {
        check!(discounted(x, y));
        check!(everywhere(&vec![x, y, 0.2, x * y, 0.9], y));
        let bar = grad_around_a_unit(x);
        assert!((bar - TIME * (x * TIME).cos() * 6.0).abs() < 1e-14);
    }
    let (x, y) = (0.7_f32, 1.1_f32);
    let (x_bar, y_bar) = grad_narrow(x, y);
    let h = 1e-2;
    assert!(((narrow(x + h, y) - narrow(x - h, y)) / (2.0 * h) - x_bar).abs() < 1e-4);
    assert!(((narrow(x, y + h) - narrow(x, y - h)) / (2.0 * h) - y_bar).abs() < 1e-4);
}
