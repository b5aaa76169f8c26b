//! Methods without the attribute, of types, traits, fields, elements and values made inside.

use chainrule::{Differentiable, differentiate};

trait Shape {
    fn area(&self, x: f64) -> f64;
}

#[derive(Clone, Differentiable)]
struct Circle {
    r: f64,
}

impl Shape for Circle {
    fn area(&self, x: f64) -> f64 {
        3.0 * self.r * self.r * x
    }
}

#[derive(Clone, Differentiable)]
struct Scene {
    shapes: Vec<Circle>,
    largest: Box<Circle>,
}

impl Scene {
    fn grow(&mut self, x: f64) {
        self.shapes[0].r *= x;
    }
}

#[differentiate]
fn generic(c: &impl Shape, x: f64) -> f64 {
    c.area(x)
}

#[differentiate]
fn parts(s: &mut Scene, x: f64) -> f64 {
    s.grow(x);
    s.shapes[0].area(x) + s.largest.area(x)
}

#[differentiate]
fn made(x: f64) -> f64 {
    let c = Circle { r: x };
    let d = c.clone();
    d.area(x)
}

#[differentiate]
fn elements<T: Shape>(list: &[T], x: f64) -> f64 {
    list.iter().map(|s| s.area(x)).sum()
}

fn main() {}
