//! Bodies that attract each other, as in `gravity`, with vectors of a type of their own and its operators.

use std::hint::black_box;
use std::ops::{AddAssign, Mul, Sub};

use chainrule::{Differentiable, differentiate};

use super::gravity;
use crate::case::{Case, Tool, Workload};
use crate::flat::Flat;
use crate::random::Random;

const STEP: f64 = 0.01;
const STEPS: usize = 20;
/// Keeps forces finite.
const SOFTENING: f64 = 0.01;

/// A vector in space.
#[derive(Clone, Copy, Debug, Differentiable)]
#[allow(missing_docs, reason = "coordinates")]
pub struct Vector {
    pub x: f64,
    pub y: f64,
    pub z: f64,
}

#[differentiate]
impl Vector {
    fn dot(self, other: Vector) -> f64 {
        self.x * other.x + self.y * other.y + self.z * other.z
    }
}

#[differentiate]
impl Sub for Vector {
    type Output = Vector;

    fn sub(self, other: Vector) -> Vector {
        Vector { x: self.x - other.x, y: self.y - other.y, z: self.z - other.z }
    }
}

#[differentiate]
impl Mul<f64> for Vector {
    type Output = Vector;

    fn mul(self, by: f64) -> Vector {
        Vector { x: self.x * by, y: self.y * by, z: self.z * by }
    }
}

#[differentiate]
impl AddAssign for Vector {
    fn add_assign(&mut self, other: Vector) {
        self.x += other.x;
        self.y += other.y;
        self.z += other.z;
    }
}

/// A body, and where it goes.
#[derive(Clone, Copy, Debug, Differentiable)]
struct Body {
    place: Vector,
    speed: Vector,
    mass: f64,
}

/// The same function as that of `gravity`.
#[differentiate]
pub fn spread(start: &[Vector], masses: &[f64]) -> f64 {
    let rest = Vector { x: 0.0, y: 0.0, z: 0.0 };
    let mut bodies: Vec<Body> =
        start.iter().zip(masses).map(|(place, mass)| Body { place: *place, speed: rest, mass: *mass }).collect();
    for _ in 0..STEPS {
        for i in 0..bodies.len() {
            let mut pull = rest;
            for j in 0..bodies.len() {
                if i != j {
                    let away = bodies[j].place - bodies[i].place;
                    let square = away.dot(away) + SOFTENING;
                    pull += away * (STEP * bodies[j].mass / (square * square.sqrt()));
                }
            }
            bodies[i].speed += pull;
        }
        for body in &mut bodies {
            body.place += body.speed * STEP;
        }
    }
    bodies.iter().map(|body| body.place.dot(body.place)).sum()
}

impl Flat for VectorTangent {
    fn flatten(&self, into: &mut Vec<f64>) {
        into.extend([self.x, self.y, self.z]);
    }
}

fn case(n: usize) -> Case {
    let bodies = || {
        let mut random = Random::new();
        ((0..n).map(|_| random.array(-1.0..1.0)).collect::<Vec<[f64; 3]>>(), random.list(n, 0.5..1.5))
    };
    let vectors = || {
        let (places, masses) = bodies();
        (places.into_iter().map(|[x, y, z]| Vector { x, y, z }).collect::<Vec<_>>(), masses)
    };
    let (a, b, c, d) = (vectors(), vectors(), vectors(), bodies());
    Case::new()
        .with(Tool::Primal, move || spread(black_box(&a.0), &a.1))
        .with(Tool::Gradient, move || grad_spread(black_box(&b.0), &b.1))
        .with(Tool::Value, move || value_and_grad_spread(black_box(&c.0), &c.1))
        .with(Tool::Hand, move || gravity::by_hand(black_box(&d.0), &d.1))
}

/// Twenty bodies.
pub const WORKLOAD: Workload =
    Workload { name: "gravity with operators of vectors", limit: None, case, size: 20, sizes: &[5, 10, 20, 40, 80] };
