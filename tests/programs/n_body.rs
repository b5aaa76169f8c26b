//! Planets under gravity, integrated by leapfrog.

use std::ops::{Add, AddAssign, Mul, Sub};

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Copy, Debug, Differentiable)]
struct Vec3 {
    x: f64,
    y: f64,
    z: f64,
}

#[differentiate]
impl Add for Vec3 {
    type Output = Vec3;

    fn add(self, other: Vec3) -> Vec3 {
        Vec3 { x: self.x + other.x, y: self.y + other.y, z: self.z + other.z }
    }
}

#[differentiate]
impl Sub for Vec3 {
    type Output = Vec3;

    fn sub(self, other: Vec3) -> Vec3 {
        Vec3 { x: self.x - other.x, y: self.y - other.y, z: self.z - other.z }
    }
}

#[differentiate]
impl Mul<f64> for Vec3 {
    type Output = Vec3;

    fn mul(self, factor: f64) -> Vec3 {
        Vec3 { x: self.x * factor, y: self.y * factor, z: self.z * factor }
    }
}

#[differentiate]
impl AddAssign for Vec3 {
    fn add_assign(&mut self, other: Vec3) {
        *self = *self + other;
    }
}

#[differentiate]
impl Vec3 {
    fn dot(self, other: Vec3) -> f64 {
        self.x * other.x + self.y * other.y + self.z * other.z
    }

    fn norm(self) -> f64 {
        self.dot(self).sqrt()
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Body {
    mass: f64,
    position: Vec3,
    velocity: Vec3,
}

#[differentiate]
impl Body {
    fn kinetic_energy(&self) -> f64 {
        0.5 * self.mass * self.velocity.dot(self.velocity)
    }
}

#[differentiate]
fn accelerations(bodies: &[Body]) -> Vec<Vec3> {
    let mut list = vec![Vec3 { x: 0.0, y: 0.0, z: 0.0 }; bodies.len()];
    for i in 0..bodies.len() {
        for j in 0..bodies.len() {
            if i == j {
                continue;
            }
            let offset = bodies[j].position - bodies[i].position;
            let distance = (offset.dot(offset) + 1e-3).sqrt();
            list[i] += offset * (bodies[j].mass / distance.powi(3));
        }
    }
    list
}

#[differentiate]
fn leapfrog(bodies: &mut [Body], step: f64) {
    let before = accelerations(bodies);
    for (body, a) in bodies.iter_mut().zip(&before) {
        body.velocity += *a * (0.5 * step);
        body.position += body.velocity * step;
    }
    let after = accelerations(bodies);
    for (body, a) in bodies.iter_mut().zip(&after) {
        body.velocity += *a * (0.5 * step);
    }
}

#[differentiate]
fn energy(bodies: &[Body]) -> f64 {
    let mut total: f64 = bodies.iter().map(|body| body.kinetic_energy()).sum();
    for (i, a) in bodies.iter().enumerate() {
        for b in &bodies[i + 1..] {
            total -= a.mass * b.mass / (a.position - b.position).norm();
        }
    }
    total
}

/// Energy and place of the second of three bodies, whose masses and first coordinates are given.
#[differentiate]
fn planets(masses: [f64; 3], place: [f64; 3], speed: f64, steps: usize) -> f64 {
    let sun = Body {
        mass: masses[0],
        position: Vec3 { x: 0.0, y: 0.0, z: 0.0 },
        velocity: Vec3 { x: 0.0, y: -0.01 * speed, z: 0.0 },
    };
    let planet = Body {
        mass: masses[1],
        position: Vec3 { x: place[0], y: place[1], z: place[2] },
        velocity: Vec3 { x: 0.0, y: speed, z: 0.1 },
    };
    let moon = Body { mass: masses[2], position: planet.position * 1.2, ..planet.clone() };
    let mut bodies = vec![sun, planet, moon];
    for _ in 0..steps {
        leapfrog(&mut bodies, 0.05);
    }
    energy(&bodies) + bodies[1].position.x + 0.3 * bodies[2].position.norm()
}

#[test]
fn orbits_depend_on_masses_places_and_speed() {
    check!(planets([1.0, 0.1, 0.02], [1.0, 0.2, 0.1], 0.9, const 0));
    check!(planets([1.0, 0.1, 0.02], [1.0, 0.2, 0.1], 0.9, const 12));
}
