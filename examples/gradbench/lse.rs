//! lse: `ln Σ exp(x_i)`, shifted by the maximum so that no term overflows.

use chainrule::differentiate;
use serde_json::Value;

use crate::Functions;
use crate::input::Input;
use crate::measure::{Answer, measure};

/// What the suite may ask for.
pub const FUNCTIONS: Functions = &[("primal", primal), ("gradient", gradient)];

/// `A + ln Σ exp(x_i − A)` with `A = max x`.
#[differentiate]
pub fn log_sum_exp(x: &[f64]) -> f64 {
    let mut largest = f64::NEG_INFINITY;
    for &entry in x {
        largest = largest.max(entry);
    }
    let mut sum = 0.0;
    for &entry in x {
        sum += (entry - largest).exp();
    }
    largest + sum.ln()
}

fn primal(input: &Input) -> Answer {
    let x = input.field("x")?.numbers()?;
    measure(input, || log_sum_exp(&x), Value::from)
}

fn gradient(input: &Input) -> Answer {
    let x = input.field("x")?.numbers()?;
    measure(input, || grad_log_sum_exp(&x), Value::from)
}
