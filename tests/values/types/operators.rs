//! Operators of user types: their `impl`s under the attribute, and arithmetic with them in other functions.

use std::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Rem, Sub, SubAssign};

use chainrule::{Differentiable, differentiate};
use chainrule_tests::{check, check_pullback};

#[derive(Clone, Debug, Differentiable, Copy)]
pub struct Vec2 {
    pub x: f64,
    pub y: f64,
}

#[differentiate]
impl Add for Vec2 {
    type Output = Vec2;

    fn add(self, other: Vec2) -> Vec2 {
        Vec2 { x: self.x + other.x, y: self.y + other.y }
    }
}

#[differentiate]
impl Sub for Vec2 {
    type Output = Self;

    fn sub(self, other: Self) -> Self::Output {
        Vec2 { x: self.x - other.x, y: self.y - other.y }
    }
}

#[differentiate]
impl Mul<f64> for Vec2 {
    type Output = Self;

    fn mul(self, factor: f64) -> Self {
        Self { x: self.x * factor, y: self.y * factor }
    }
}

#[differentiate]
impl Mul<Vec2> for f64 {
    type Output = Vec2;

    fn mul(self, v: Vec2) -> Vec2 {
        v * self
    }
}

/// The dot product.
#[differentiate]
impl Mul for Vec2 {
    type Output = f64;

    fn mul(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y
    }
}

#[differentiate]
impl Div<f64> for Vec2 {
    type Output = Vec2;

    fn div(mut self, divisor: f64) -> Vec2 {
        self.x /= divisor;
        self.y /= divisor;
        self
    }
}

/// The part of the left that is orthogonal to the right.
#[differentiate]
impl Rem for Vec2 {
    type Output = Vec2;

    fn rem(self, other: Vec2) -> Vec2 {
        self - (self * other) / (other * other) * other
    }
}

#[differentiate]
impl Neg for Vec2 {
    type Output = Vec2;

    fn neg(self) -> Vec2 {
        Vec2 { x: -self.x, y: -self.y }
    }
}

#[differentiate]
impl AddAssign for Vec2 {
    fn add_assign(&mut self, other: Vec2) {
        self.x += other.x;
        self.y += other.y;
    }
}

#[differentiate]
impl SubAssign<&Vec2> for Vec2 {
    fn sub_assign(&mut self, other: &Vec2) {
        self.x -= other.x;
        self.y -= other.y;
    }
}

#[differentiate]
impl MulAssign<f64> for Vec2 {
    fn mul_assign(&mut self, factor: f64) {
        self.x *= factor;
        self.y = self.y * factor;
    }
}

/// Nothing that is linear.
#[differentiate]
impl DivAssign for Vec2 {
    fn div_assign(&mut self, other: Vec2) {
        for _ in 0..2 {
            self.x = (self.x / other.x).sin();
            self.y /= self.x * other.y;
        }
    }
}

/// Does not copy.
#[derive(Clone, Debug, Differentiable)]
pub struct Owned {
    pub a: f64,
    pub b: f64,
}

#[differentiate]
impl<'a> Add<&'a Owned> for &'a Owned {
    type Output = Owned;

    fn add(self, other: &'a Owned) -> Owned {
        Owned { a: self.a + other.a, b: self.b * other.b }
    }
}

#[differentiate]
impl Mul<&Owned> for f64 {
    type Output = Owned;

    fn mul(self, other: &Owned) -> Owned {
        Owned { a: self * other.a, b: other.b }
    }
}

#[differentiate]
impl Neg for &Owned {
    type Output = Owned;

    fn neg(self) -> Owned {
        Owned { a: -self.b, b: self.a }
    }
}

#[differentiate]
fn arithmetic(x: f64, y: f64, k: f64) -> f64 {
    let a = Vec2 { x, y };
    let b = Vec2 { x: y * y, y: k };
    let c = a + b * 2.0 - k * a / y;
    let d = -(c + a) + 2.0 * b;
    c * d + (a * b) * (d * d)
}

#[test]
fn arithmetic_of_vectors() {
    check!(arithmetic(0.7, -1.3, 0.4));
}

#[differentiate]
fn remainder(x: f64, y: f64) -> f64 {
    let a = Vec2 { x, y };
    let rest = a % Vec2 { x: 1.0, y: x };
    rest.x * 3.0 + rest.y
}

#[test]
fn an_operator_that_uses_others() {
    check!(remainder(0.7, -1.3));
}

#[differentiate]
fn changed(x: f64, y: f64, n: usize) -> f64 {
    let step = Vec2 { x: y, y: x };
    let mut v = Vec2 { x, y: 1.0 };
    let mut sum = 0.0;
    for i in 0..n {
        v += step;
        v *= y;
        v -= &step;
        sum += v * v;
        if i == 1 {
            v /= step;
            v += v;
        }
        sum -= v.x;
    }
    sum + v.y
}

#[test]
fn operators_that_change_their_left_operand() {
    for n in [0, 1, 2, 4] {
        check!(changed(0.7, 1.3, const n));
    }
}

#[differentiate]
fn of_references(x: f64, y: f64) -> f64 {
    let p = Owned { a: x, b: y };
    let q = Owned { a: y * y, b: x };
    let r = &p + &q;
    let alias = &r;
    let s = alias + &p;
    let t = 3.0 * &s;
    let u = -&t;
    let w = &u + alias;
    w.a * w.b + r.a
}

#[test]
fn operators_of_references_keep_their_operands() {
    check!(of_references(0.7, 1.3));
}

#[differentiate]
fn sum_of(vs: &[f64]) -> [f64; 2] {
    let mut sum = Vec2 { x: 0.0, y: 0.0 };
    let mut last = Vec2 { x: 1.0, y: 1.0 };
    for i in 0..vs.len() / 2 {
        let v = Vec2 { x: vs[2 * i], y: vs[2 * i + 1] };
        last = last * (v * last) + v;
        sum = sum + last;
        sum += v * 0.5;
    }
    [sum.x, sum.y]
}

#[test]
fn vectors_carried_through_a_loop() {
    check_pullback!(sum_of(&[0.5, -1.0, 0.25, 2.0, -0.75, 0.5]));
}

#[differentiate]
fn passed(v: &Vec2, w: Vec2, k: f64) -> f64 {
    let u = *v * k + w;
    u * w
}

#[differentiate]
fn through_a_call(x: f64, y: f64) -> f64 {
    let v = Vec2 { x, y };
    passed(&v, v + v, x) * passed(&(v * x), -v, 2.0)
}

#[test]
fn vectors_as_arguments() {
    check!(through_a_call(0.7, 1.3));
}

#[differentiate]
fn floats_beside(x: f64, n: i32) -> f64 {
    // Nothing here tells the type of `inner(x)`.
    let y = inner(x) * 2.0;
    let mut z = 3.0 * inner(y) - 1.0;
    z += inner(z) / 4.0;
    z *= inner(x);
    z - f64::from(n) * inner(x)
}

#[differentiate]
fn inner(x: f64) -> f64 {
    x * x
}

#[test]
fn results_of_calls_are_floats_as_well() {
    check!(floats_beside(0.7, const 3));
}

const AXIS: Vec2 = Vec2 { x: 0.5, y: -2.0 };

#[differentiate]
fn with_constants(x: f64, y: f64, #[constant] offset: Vec2, #[constant] fixed: &Vec2) -> f64 {
    let v = x * AXIS + offset;
    let w = (AXIS * y - *fixed) * x;
    v * w + AXIS * v + offset * w
}

#[test]
fn operands_that_are_held_constant() {
    let (offset, fixed) = (Vec2 { x: 0.1, y: 0.2 }, Vec2 { x: -0.3, y: 0.4 });
    check!(with_constants(0.7, 1.3, const offset, const &fixed));
}

/// Operators by value of a type that moves: their rules read the operands again.
mod operands_that_move {
    use super::*;

    #[derive(Clone, Debug, Differentiable)]
    struct Vector(Vec<f64>);

    #[differentiate]
    impl Add for Vector {
        type Output = Vector;
        fn add(mut self, other: Vector) -> Vector {
            for (v, w) in self.0.iter_mut().zip(&other.0) {
                *v += w * *v;
            }
            self
        }
    }
    #[differentiate]
    impl Neg for Vector {
        type Output = Vector;
        fn neg(mut self) -> Vector {
            for v in self.0.iter_mut() {
                *v *= -*v;
            }
            self
        }
    }
    #[differentiate]
    impl Mul<f64> for Vector {
        type Output = Vector;
        fn mul(mut self, k: f64) -> Vector {
            for v in &mut self.0 {
                *v *= k;
            }
            self
        }
    }
    #[differentiate]
    impl Vector {
        fn norm(&self) -> f64 {
            self.0.iter().map(|v| v * v).sum::<f64>().sqrt()
        }
        fn normalized(&self) -> Vector {
            self.clone() * (1.0 / self.norm())
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = Vector(vec![x, y]);
        let b = Vector(vec![y * x, 1.0]);
        let c = a.clone() + b;
        let d = a * c.0[0];
        let mut e = -(c + d) * x;
        for _ in 0..2 {
            e = e.normalized() + Vector(vec![y, 2.0]);
        }
        e.0[0] * e.0[1]
    }

    chainrule_tests::agrees!(f);
}
