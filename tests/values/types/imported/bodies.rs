//! Items that other modules import.

pub mod inner;

use chainrule::{Differentiable, differentiate};

pub type Real = f64;
pub const UNIT: f64 = 1.5;

#[derive(Clone, Copy, Debug, Differentiable)]
pub struct Point {
    pub x: Real,
    pub y: f64,
}

#[derive(Clone, Copy, Debug, Default, Differentiable)]
pub struct Unit {
    pub by: Real,
}

#[derive(Clone, Debug, Differentiable)]
pub struct Body {
    pub at: Point,
    pub mass: f64,
    pub speed: Vec<Real>,
    pub trace: Vec<Point>,
    pub marks: usize,
    pub unit: Unit,
}

#[differentiate]
impl Point {
    pub fn norm(&self) -> Real {
        self.x.hypot(self.y)
    }
    pub fn turned(self, by: Real) -> Point {
        Point { x: self.x * by.cos() - self.y * by.sin(), y: self.x * by.sin() + self.y * by.cos() }
    }
}

#[differentiate]
pub fn scaled(by: Real) -> Real {
    by * UNIT
}
