//! Shading of spheres by rays.

use std::ops::{Add, Mul, Neg, Sub};

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Copy, Debug, Differentiable)]
struct Vector(f64, f64, f64);

#[differentiate]
impl Add for Vector {
    type Output = Vector;

    fn add(self, o: Vector) -> Vector {
        Vector(self.0 + o.0, self.1 + o.1, self.2 + o.2)
    }
}

#[differentiate]
impl Sub for Vector {
    type Output = Vector;

    fn sub(self, o: Vector) -> Vector {
        Vector(self.0 - o.0, self.1 - o.1, self.2 - o.2)
    }
}

#[differentiate]
impl Neg for Vector {
    type Output = Vector;

    fn neg(self) -> Vector {
        Vector(-self.0, -self.1, -self.2)
    }
}

#[differentiate]
impl Mul<Vector> for f64 {
    type Output = Vector;

    fn mul(self, v: Vector) -> Vector {
        Vector(self * v.0, self * v.1, self * v.2)
    }
}

#[differentiate]
impl Vector {
    fn dot(&self, o: &Vector) -> f64 {
        self.0 * o.0 + self.1 * o.1 + self.2 * o.2
    }

    fn unit(self) -> Vector {
        1.0 / self.dot(&self).sqrt() * self
    }
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Ray {
    origin: Vector,
    direction: Vector,
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Sphere {
    center: Vector,
    radius: f64,
    albedo: f64,
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Hit {
    distance: f64,
    point: Vector,
    normal: Vector,
    albedo: f64,
}

#[differentiate]
impl Sphere {
    fn hit(&self, ray: &Ray) -> Option<Hit> {
        let to_origin = ray.origin - self.center;
        let b = to_origin.dot(&ray.direction);
        let c = to_origin.dot(&to_origin) - self.radius * self.radius;
        let discriminant = b * b - c;
        if discriminant < 0.0 {
            return None;
        }
        let distance = -b - discriminant.sqrt();
        if distance < 1e-6 {
            return None;
        }
        let point = ray.origin + distance * ray.direction;
        let normal = (1.0 / self.radius) * (point - self.center);
        Some(Hit { distance, point, normal, albedo: self.albedo })
    }
}

#[differentiate]
fn nearest(spheres: &[Sphere], ray: &Ray) -> Option<Hit> {
    let mut best: Option<Hit> = None;
    for sphere in spheres {
        if let Some(hit) = sphere.hit(ray) {
            match best {
                Some(other) if other.distance <= hit.distance => {}
                _ => best = Some(hit),
            }
        }
    }
    best
}

#[differentiate]
fn radiance(spheres: &[Sphere], ray: &Ray, light: Vector, depth: usize) -> f64 {
    let Some(hit) = nearest(spheres, ray) else {
        return 0.2 + 0.1 * ray.direction.1;
    };
    let to_light = (light - hit.point).unit();
    let shadow = Ray { origin: hit.point, direction: to_light };
    let diffuse = if nearest(spheres, &shadow).is_some() { 0.0 } else { hit.normal.dot(&to_light).max(0.0) };
    let mut result = hit.albedo * (0.1 + diffuse);
    if depth > 0 {
        let reflected = ray.direction - 2.0 * ray.direction.dot(&hit.normal) * hit.normal;
        result += 0.3 * radiance(spheres, &Ray { origin: hit.point, direction: reflected }, light, depth - 1);
    }
    result
}

#[differentiate]
fn pixel(center: [f64; 3], radius: f64, light: [f64; 3], tilt: f64) -> f64 {
    let spheres = [
        Sphere { center: Vector(center[0], center[1], center[2]), radius, albedo: 0.8 },
        Sphere { center: Vector(1.5, 0.2, 4.0), radius: 0.9, albedo: 0.5 },
    ];
    let eye = Ray { origin: -Vector(0.0, 0.0, 1.0), direction: Vector(tilt, 0.05, 1.0).unit() };
    radiance(&spheres, &eye, Vector(light[0], light[1], light[2]), 2)
}

#[test]
fn radiance_of_spheres() {
    for tilt in [-0.9, -0.1, 0.0, 0.2, 0.3] {
        check!(pixel([0.1, 0.0, 3.0], 1.0, [2.0, 4.0, -1.0], tilt));
    }
}
