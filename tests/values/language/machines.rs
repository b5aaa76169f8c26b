//! States that are enums, and results of types without a default that are returned early.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

enum Phase {
    Start,
    Run(usize),
    End,
}

/// A passive state needs no derive.
#[differentiate]
fn passive_states(x: f64, y: f64) -> f64 {
    let mut phase = Phase::Start;
    let mut v = x;
    let mut n = 0;
    loop {
        phase = match phase {
            Phase::Start => Phase::Run(2),
            Phase::Run(0) => Phase::End,
            Phase::Run(k) => {
                v *= y;
                Phase::Run(k - 1)
            }
            Phase::End => break,
        };
        n += 1;
    }
    v * n as f64
}

#[derive(Clone, Debug, Differentiable)]
enum State {
    One(f64),
    Two(f64, f64),
    Done { result: f64 },
}

#[differentiate]
fn active_states(x: f64, y: f64, limit: usize) -> f64 {
    let mut state = State::One(x);
    let mut k = 0;
    loop {
        state = match state {
            State::One(v) => State::Two(v * y, v),
            State::Two(a, b) if k > limit => State::Done { result: a * b },
            State::Two(a, b) => State::One(a + b * y),
            State::Done { result } => return result * y,
        };
        k += 1;
    }
}

#[test]
fn state_machines() {
    check!(passive_states(1.3, 0.7));
    for limit in [0, 1, 3, 6] {
        check!(active_states(1.3, 0.7, const limit));
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Hit {
    t: f64,
    weights: Vec<f64>,
}

#[differentiate]
fn first_hit(x: f64, y: f64) -> Hit {
    for k in 1..6 {
        let t = x * k as f64;
        if t > 2.0 {
            return Hit { t, weights: vec![y * t, t] };
        }
    }
    Hit { t: x, weights: vec![y] }
}

#[differentiate]
fn early_struct(x: f64, y: f64) -> f64 {
    let hit = first_hit(x, y);
    let mut sum = hit.t;
    for w in &hit.weights {
        sum += w * hit.t;
    }
    sum
}

#[test]
fn a_struct_that_is_returned_from_a_loop() {
    check!(early_struct(0.9, 0.7));
    check!(early_struct(0.1, 0.7));
}

#[differentiate]
fn assigned_control(x: f64, y: f64, n: usize) -> f64 {
    let mut a = x;
    for k in 0..n {
        a = if a > 1.5 { a * y } else { a + a * x };
        a = match k % 3 {
            0 => a.sin(),
            1 => {
                if a < 0.2 {
                    continue;
                }
                a * a
            }
            _ => a - y,
        };
        a = loop {
            if a > -0.5 {
                break a * 0.5;
            }
            a += 0.25;
        };
    }
    a * y
}

#[test]
fn control_flow_that_is_assigned() {
    for n in [0, 1, 2, 3, 7] {
        check!(assigned_control(1.3, 0.7, const n));
        check!(assigned_control(0.3, 1.9, const n));
    }
}
