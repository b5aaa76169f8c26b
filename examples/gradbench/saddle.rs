//! saddle: the saddle point of a payoff, by a search for the lowest answer to the best reply. The derivative of the
//! best reply goes through a gradient descent, which takes derivatives itself.

use chainrule::differentiate;

use crate::Functions;
use crate::descent::Mode::{self, Forward, Reverse};
use crate::descent::{SMALL, argmin, length};
use crate::input::Input;
use crate::measure::{Answer, measure};

/// What the suite may ask for: outer mode, then inner mode.
pub const FUNCTIONS: Functions = &[
    ("ff", |input| answer(input, Forward, Forward)),
    ("fr", |input| answer(input, Forward, Reverse)),
    ("rf", |input| answer(input, Reverse, Forward)),
    ("rr", |input| answer(input, Reverse, Reverse)),
];

/// `|p|² − |q|²`.
#[differentiate(order = 2)]
fn payoff(p: [f64; 2], q: [f64; 2]) -> f64 {
    (p[0] * p[0] + p[1] * p[1]) - (q[0] * q[0] + q[1] * q[1])
}

/// The gradient of the payoff with respect to `q`.
#[differentiate]
fn slope(p: [f64; 2], q: [f64; 2], #[constant] inner: Mode) -> [f64; 2] {
    match inner {
        Forward => {
            let (_, first) = jvp_payoff(p, [0.0, 0.0], q, [1.0, 0.0]);
            let (_, second) = jvp_payoff(p, [0.0, 0.0], q, [0.0, 1.0]);
            [first, second]
        }
        Reverse => {
            let (_, q_slope) = grad_payoff(p, q);
            q_slope
        }
    }
}

/// The highest payoff against `p`, found from `start` by the steps of [`argmin`].
#[differentiate]
pub fn best_payoff(p: [f64; 2], #[constant] start: [f64; 2], #[constant] inner: Mode) -> f64 {
    let mut q = start;
    let mut highest = payoff(p, q);
    let mut gradient = slope(p, q, inner);
    let mut size = SMALL;
    let mut successes = 0;
    while length(gradient) > SMALL {
        if successes == 10 {
            size *= 2.0;
            successes = 0;
            continue;
        }
        let next = [q[0] + size * gradient[0], q[1] + size * gradient[1]];
        if length([q[0] - next[0], q[1] - next[1]]) <= SMALL {
            break;
        }
        let found = payoff(p, next);
        if found > highest {
            q = next;
            highest = found;
            gradient = slope(p, next, inner);
            successes += 1;
        } else {
            size /= 2.0;
            successes = 0;
        }
    }
    highest
}

/// The saddle point near `start`: `p`, then `q`.
pub fn saddle_point(start: [f64; 2], outer: Mode, inner: Mode) -> [f64; 4] {
    let p_slope = |p| match outer {
        Forward => [[1.0, 0.0], [0.0, 1.0]].map(|direction| jvp_best_payoff(p, direction, start, inner).1),
        Reverse => grad_best_payoff(p, start, inner),
    };
    let p = argmin(|p| best_payoff(p, start, inner), p_slope, start);
    let q = argmin(|q| -payoff(p, q), |q| slope(p, q, inner).map(|entry| -entry), start);
    [p[0], p[1], q[0], q[1]]
}

fn answer(input: &Input, outer: Mode, inner: Mode) -> Answer {
    let start = input.field("start")?.array()?;
    measure(input, || saddle_point(start, outer, inner), |point| point.to_vec().into())
}
