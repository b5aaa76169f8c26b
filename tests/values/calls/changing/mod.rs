//! Calls that change what is differentiated, in conditions, indices, bounds, and everywhere else where only their results
//! are read.

mod branches;
mod lent;
mod loops;
mod places;

use chainrule::differentiate;

const POINTS: [(f64, f64); 4] = [(0.7, 1.3), (1.9, 0.4), (2.3, 2.9), (-0.6, 0.8)];

#[differentiate]
pub fn exceeds_one(y: &mut [f64; 2], x: f64) -> bool {
    y[1] += y[0] * y[0] * x;
    y[1] > 1.0
}

#[differentiate]
pub fn grown(y: &mut [f64; 2], x: f64) -> f64 {
    y[1] += y[0] * y[0] * x;
    y[1]
}

#[differentiate]
pub fn exceeds_three(y: &mut [f64; 2], x: f64) -> bool {
    y[1] += y[0] * y[0] * x;
    y[1] > 3.0
}

#[differentiate]
pub fn zero_or_one(y: &mut [f64; 2], x: f64) -> usize {
    y[1] += y[0] * y[0] * x;
    if y[1] > 1.0 { 1 } else { 0 }
}

#[differentiate]
pub fn one_if_grown(y: &mut [f64; 2], x: f64) -> Option<usize> {
    y[1] += y[0] * y[0] * x;
    if y[1] > 1.0 { Some(1) } else { None }
}

#[differentiate]
pub fn is_small(y: &mut [f64; 2], x: f64) -> bool {
    y[1] += y[0] * y[0] * x * x;
    y[1] < 8.0 && y[1] > 0.0
}

#[differentiate]
pub fn grown_fast(y: &mut [f64; 2], x: f64) -> f64 {
    y[1] += y[0] * y[0] * x * x;
    y[1]
}

#[differentiate]
pub fn one_until_large(y: &mut [f64; 2], x: f64) -> Option<usize> {
    y[1] += y[0] * y[0] * x * x;
    if y[1] < 8.0 { Some(1) } else { None }
}

#[differentiate]
pub fn three(y: &mut [f64; 2], x: f64) -> usize {
    y[1] += y[0] * y[0] * x;
    3
}

#[differentiate]
pub fn number_exceeds_three(y: &mut f64, x: f64) -> bool {
    *y += *y * *y * x;
    *y > 3.0
}

#[differentiate]
pub fn number_exceeds_half(y: &mut f64, x: f64) -> bool {
    *y += *y * *y * x;
    *y > 0.5
}

#[differentiate]
pub fn one(y: &mut [f64; 2], x: f64) -> usize {
    y[1] += y[0] * y[0] * x;
    1
}

#[differentiate]
pub fn three_and_true(y: &mut [f64; 2], x: f64) -> (usize, bool) {
    y[1] += y[0] * y[0] * x;
    (3, true)
}
