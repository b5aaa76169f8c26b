//! A robot arm of any number of joints, by products of 4×4 matrices.

use std::ops::Mul;

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Copy, Debug, Differentiable)]
struct Transform([[f64; 4]; 4]);

#[differentiate]
impl Transform {
    fn identity() -> Self {
        let mut m = [[0.0; 4]; 4];
        for (i, row) in m.iter_mut().enumerate() {
            row[i] = 1.0;
        }
        Transform(m)
    }

    fn turn(angle: f64) -> Self {
        let (sin, cos) = angle.sin_cos();
        let mut t = Transform::identity();
        t.0[0][0] = cos;
        t.0[0][1] = -sin;
        t.0[1][0] = sin;
        t.0[1][1] = cos;
        t
    }

    fn tilt(angle: f64) -> Self {
        let (sin, cos) = angle.sin_cos();
        Transform([[1.0, 0.0, 0.0, 0.0], [0.0, cos, -sin, 0.0], [0.0, sin, cos, 0.0], [0.0, 0.0, 0.0, 1.0]])
    }

    fn shift(offset: [f64; 3]) -> Self {
        let mut t = Transform::identity();
        for i in 0..3 {
            t.0[i][3] = offset[i];
        }
        t
    }

    fn origin(&self) -> [f64; 3] {
        [self.0[0][3], self.0[1][3], self.0[2][3]]
    }
}

#[differentiate]
impl Mul for Transform {
    type Output = Transform;

    fn mul(self, other: Transform) -> Transform {
        let mut product = [[0.0; 4]; 4];
        for i in 0..4 {
            for j in 0..4 {
                for k in 0..4 {
                    product[i][j] += self.0[i][k] * other.0[k][j];
                }
            }
        }
        Transform(product)
    }
}

/// By the convention of Denavit and Hartenberg.
#[derive(Clone, Copy, Debug, Differentiable)]
struct Joint {
    length: f64,
    twist: f64,
    offset: f64,
}

#[derive(Clone, Debug, Differentiable)]
struct Arm<const N: usize> {
    joints: [Joint; N],
}

#[differentiate]
impl<const N: usize> Arm<N> {
    fn hand(&self, angles: &[f64; N]) -> [f64; 3] {
        let mut frame = Transform::identity();
        for (joint, &angle) in self.joints.iter().zip(angles) {
            let Joint { length, twist, offset } = *joint;
            frame = frame * Transform::turn(angle) * Transform::shift([length, 0.0, offset]) * Transform::tilt(twist);
        }
        frame.origin()
    }
}

/// How far the hand is from a target.
#[differentiate]
fn miss(angles: [f64; 3], lengths: [f64; 3], target: [f64; 3]) -> f64 {
    let arm = Arm { joints: lengths.map(|length| Joint { length, twist: 0.3 * length, offset: 0.1 }) };
    let hand = arm.hand(&angles);
    hand.iter().zip(&target).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

#[test]
fn distance_of_the_hand_from_a_target() {
    check!(miss([0.4, -0.7, 1.1], [1.0, 0.8, 0.5], [0.9, 0.3, 0.4]));
}
