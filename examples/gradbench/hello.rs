//! hello: the square of a number, and its derivative.

use chainrule::differentiate;
use serde_json::Value;

use crate::Functions;
use crate::input::Input;
use crate::measure::{Answer, measure};

/// What the suite may ask for.
pub const FUNCTIONS: Functions = &[("square", primal), ("double", derivative)];

/// x².
#[differentiate]
pub fn square(x: f64) -> f64 {
    x * x
}

fn primal(input: &Input) -> Answer {
    let x = input.number()?;
    measure(input, || square(x), Value::from)
}

fn derivative(input: &Input) -> Answer {
    let x = input.number()?;
    measure(input, || grad_square(x), Value::from)
}
