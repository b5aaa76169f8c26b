//! A module below, which imports from the one above.

use super::{Body, Real};
use chainrule::differentiate;

pub const SCALE: Real = 0.75;

#[differentiate]
pub fn mean(body: &Body) -> Real {
    let mut sum = 0.0;
    for p in &body.trace {
        sum += p.x * p.y * body.mass;
    }
    sum / (1.0 + body.trace.len() as f64)
}
