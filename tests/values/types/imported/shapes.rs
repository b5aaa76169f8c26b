//! An enum, exported again through a module of its own.

pub mod prelude {
    pub use super::*;
    pub use crate::imported::bodies::Point;
}

use crate::imported::bodies::Point;
use chainrule::{Differentiable, differentiate};

#[derive(Clone, Debug, Differentiable)]
pub enum Shape {
    Disc { r: f64, at: Point },
    Segment(Point, Point),
    Empty,
}

#[differentiate]
impl Shape {
    pub fn area(&self) -> f64 {
        match self {
            Shape::Disc { r, at } => 3.0 * r * r + at.norm(),
            Shape::Segment(a, b) => a.x * b.y - a.y * b.x,
            Shape::Empty => 0.0,
        }
    }
}
