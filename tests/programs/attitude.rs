//! The attitude of a spinning body, by quaternions.

use std::ops::{Add, Mul, MulAssign};

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Quaternion {
    w: f64,
    v: [f64; 3],
}

#[differentiate]
impl Mul for Quaternion {
    type Output = Self;

    fn mul(self, o: Self) -> Self {
        let [a, b, c] = self.v;
        let [x, y, z] = o.v;
        Quaternion {
            w: self.w * o.w - a * x - b * y - c * z,
            v: [
                self.w * x + a * o.w + b * z - c * y,
                self.w * y - a * z + b * o.w + c * x,
                self.w * z + a * y - b * x + c * o.w,
            ],
        }
    }
}

#[differentiate]
impl Mul<Quaternion> for f64 {
    type Output = Quaternion;

    fn mul(self, q: Quaternion) -> Quaternion {
        Quaternion { w: self * q.w, v: q.v.map(|x| self * x) }
    }
}

#[differentiate]
impl Add for Quaternion {
    type Output = Self;

    fn add(mut self, o: Self) -> Self {
        self.w += o.w;
        for (x, y) in self.v.iter_mut().zip(o.v) {
            *x += y;
        }
        self
    }
}

#[differentiate]
impl MulAssign<f64> for Quaternion {
    fn mul_assign(&mut self, factor: f64) {
        self.w *= factor;
        self.v.iter_mut().for_each(|x| *x *= factor);
    }
}

#[differentiate]
impl Quaternion {
    fn conjugate(self) -> Self {
        Quaternion { v: self.v.map(|x| -x), ..self }
    }

    fn normalize(&mut self) {
        let norm = (self.w * self.w + self.v.iter().map(|x| x * x).sum::<f64>()).sqrt();
        *self *= 1.0 / norm;
    }

    fn rotate(self, p: [f64; 3]) -> [f64; 3] {
        (self * Quaternion { w: 0.0, v: p } * self.conjugate()).v
    }
}

/// Euler's equations of a body without torque.
#[differentiate]
fn spin_rates(inertia: &[f64; 3], s: &[f64; 3]) -> [f64; 3] {
    let [a, b, c] = *inertia;
    [(b - c) / a * s[1] * s[2], (c - a) / b * s[2] * s[0], (a - b) / c * s[0] * s[1]]
}

#[differentiate]
fn direction(inertia: [f64; 3], start: [f64; 3], steps: usize) -> f64 {
    let h = 0.05;
    let mut spin = start;
    let mut attitude = Quaternion { w: 1.0, v: [0.0; 3] };
    for _ in 0..steps {
        let rates = spin_rates(&inertia, &spin);
        for i in 0..3 {
            spin[i] += h * rates[i];
        }
        attitude = attitude + 0.5 * h * (attitude * Quaternion { w: 0.0, v: spin });
        attitude.normalize();
    }
    let [x, y, z] = attitude.rotate([1.0, 0.0, 0.5]);
    x + 2.0 * y - z
}

#[test]
fn attitude_of_a_spinning_body() {
    check!(direction([1.0, 2.0, 3.5], [0.1, 1.2, 0.4], const 20));
}
