//! particle: the place of a charge that makes a particle fall nearest to the origin. The derivative of where it falls
//! goes through the simulation, which takes derivatives of a potential.

use chainrule::differentiate;
use serde_json::Value;

use crate::Functions;
use crate::descent::Mode::{self, Forward, Reverse};
use crate::descent::argmin;
use crate::input::Input;
use crate::measure::{Answer, measure};

/// What the suite may ask for: outer mode, then inner mode.
pub const FUNCTIONS: Functions = &[
    ("ff", |input| answer(input, Forward, Forward)),
    ("fr", |input| answer(input, Forward, Reverse)),
    ("rf", |input| answer(input, Reverse, Forward)),
    ("rr", |input| answer(input, Reverse, Reverse)),
];

/// The time of a step.
const STEP: f64 = 0.1;

/// The potential at `p` of charges at (10, 10 − w) and (10, 0).
#[differentiate(order = 2)]
fn potential(p: [f64; 2], w: f64) -> f64 {
    inverse_length([p[0] - 10.0, p[1] - (10.0 - w)]) + inverse_length([p[0] - 10.0, p[1]])
}

#[differentiate(order = 2)]
fn inverse_length(v: [f64; 2]) -> f64 {
    1.0 / (v[0] * v[0] + v[1] * v[1]).sqrt()
}

/// The gradient of the potential with respect to `p`.
#[differentiate]
fn slope(p: [f64; 2], w: f64, #[constant] inner: Mode) -> [f64; 2] {
    match inner {
        Forward => {
            let (_, x_slope) = jvp_potential(p, [1.0, 0.0], w, 0.0);
            let (_, y_slope) = jvp_potential(p, [0.0, 1.0], w, 0.0);
            [x_slope, y_slope]
        }
        Reverse => {
            let (p_slope, _) = grad_potential(p, w);
            p_slope
        }
    }
}

/// The square of where the particle meets the x axis.
#[differentiate]
pub fn landing(w: f64, #[constant] inner: Mode) -> f64 {
    let mut p = [0.0, 8.0];
    let mut v = [0.75, 0.0];
    loop {
        let slope = slope(p, w, inner);
        p = [p[0] + STEP * v[0], p[1] + STEP * v[1]];
        if p[1] <= 0.0 {
            let x = p[0] - p[1] / v[1] * v[0];
            return x * x;
        }
        v = [v[0] - STEP * slope[0], v[1] - STEP * slope[1]];
    }
}

/// The `w` near `start` for which the particle falls nearest to the origin.
pub fn best_place(start: f64, outer: Mode, inner: Mode) -> f64 {
    let slope = |[w]: [f64; 1]| match outer {
        Forward => [jvp_landing(w, 1.0, inner).1],
        Reverse => [grad_landing(w, inner)],
    };
    let [w] = argmin(|[w]| landing(w, inner), slope, [start]);
    w
}

fn answer(input: &Input, outer: Mode, inner: Mode) -> Answer {
    let start = input.field("w")?.number()?;
    measure(input, || best_place(start, outer, inner), Value::from)
}
