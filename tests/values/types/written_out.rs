//! Short methods and operators of own types, which are written out where they are called: names, aliases and the order of
//! evaluation stay as they are.

use chainrule::{Differentiable, differentiate};
use std::ops::{Add, AddAssign, Mul, MulAssign, Neg, Sub};

const SCALE: f64 = 0.5;

#[derive(Clone, Copy, Debug, Differentiable)]
struct V {
    x: f64,
    y: f64,
}

#[differentiate]
fn bent(t: f64) -> f64 {
    t * t + SCALE
}

#[differentiate]
impl V {
    fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
    fn dot(self, o: Self) -> f64 {
        self.x * o.x + self.y * o.y
    }
    fn norm(&self) -> f64 {
        let dot = self.dot(*self);
        dot.sqrt()
    }
    fn turned(&self, by: f64) -> V {
        let (s, c) = (by.sin(), by.cos());
        V::new(c * self.x - s * self.y, s * self.x + c * self.y)
    }
    fn bent(&self) -> V {
        let x = bent(self.x);
        V { x, y: x * self.y * SCALE }
    }
    fn push(&mut self, o: V, k: f64) -> f64 {
        self.x += o.x * k;
        self.y += o.y * self.x;
        self.x * k
    }
    fn halved(mut self, k: f64) -> V {
        self.x *= k;
        self.y *= self.x;
        self
    }
    fn doubled(self) -> V {
        let twice = self + self;
        twice
    }
    fn kept(self, k: f64) -> V {
        let r = if k > 0.0 { self.x } else { self.y };
        V { x: r, y: k }
    }
}
#[differentiate]
impl Add for V {
    type Output = V;
    fn add(self, o: V) -> V {
        V { x: self.x + o.x, y: self.y + o.y }
    }
}
#[differentiate]
impl<'a> Add<&'a V> for &'a V {
    type Output = V;
    fn add(self, o: &V) -> V {
        V { x: self.x + 2.0 * o.x, y: self.y + o.y }
    }
}
#[differentiate]
impl Sub for V {
    type Output = V;
    fn sub(self, rhs: V) -> V {
        V { x: self.x - rhs.x, y: self.y - rhs.y }
    }
}
#[differentiate]
impl Neg for V {
    type Output = V;
    fn neg(self) -> V {
        V { x: -self.x, y: -self.y }
    }
}
#[differentiate]
impl Mul<f64> for V {
    type Output = V;
    fn mul(self, k: f64) -> V {
        V { x: self.x * k, y: self.y * k }
    }
}
#[differentiate]
impl Mul<V> for V {
    type Output = V;
    fn mul(self, o: V) -> V {
        V { x: self.x * o.x - self.y * o.y, y: self.x * o.y + self.y * o.x }
    }
}
#[differentiate]
impl Mul<V> for f64 {
    type Output = V;
    fn mul(self, v: V) -> V {
        V { x: self * v.x, y: self * v.y }
    }
}
#[differentiate]
impl AddAssign for V {
    fn add_assign(&mut self, o: V) {
        self.x += o.y;
        self.y += o.x;
    }
}
#[differentiate]
impl MulAssign<f64> for V {
    fn mul_assign(&mut self, k: f64) {
        self.x *= k;
        self.y *= k * self.x;
    }
}

mod aliases {
    use super::*;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = V::new(x, y);
        a += a;
        a += a * a.x;
        a *= a.y;
        let k = a.push(a, a.x);
        let b = a;
        a = b * a - a * b + a * 0.5;
        a += -b * k;
        let mut list = [a, b, a - b];
        list[0] += list[2];
        list[1] *= list[0].x * 0.01;
        list[2] = list[0] + list[1];
        list[2].dot(list[1]) + (list[0] * list[1]).norm()
    }
    chainrule_tests::agrees!(f);
}

mod order_of_evaluation {
    use super::*;
    #[differentiate]
    fn grown(a: &mut V) -> V {
        a.x *= 2.0;
        a.y += a.x;
        *a
    }
    #[differentiate]
    fn next(k: &mut f64) -> f64 {
        *k += 0.5;
        *k * *k
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = V { x, y };
        let mut k = y;
        let b = a + grown(&mut a);
        let c = grown(&mut a) - a;
        let d = V::new(k, next(&mut k)) * k;
        let e = (a * k).turned(next(&mut k));
        b.dot(c) + d.dot(e) + a.halved(next(&mut k)).x * k
    }
    chainrule_tests::agrees!(f);
}

mod names_of_the_caller {
    use super::*;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let o = V { x: y, y: x };
        let k = x * y;
        let s = o.x;
        let by = V { x: s, y: k };
        let rhs = o.turned(by.x) - by;
        let dot = rhs.dot(by + o);
        let r = by.kept(dot);
        let bent = |t: f64| t * 3.0;
        let scaled = V { x: bent(1.0), y: dot };
        let bent = scaled.bent() * s;
        let v = k * (2.0 * rhs);
        let this = v.push_free(r);
        bent.dot(o) + this.norm() * dot
    }
    #[differentiate]
    trait Free {
        fn push_free(self, o: V) -> V;
    }
    #[differentiate]
    impl Free for V {
        fn push_free(self, o: V) -> V {
            let this = V { x: self.x * o.y, y: o.x };
            this + self
        }
    }
    chainrule_tests::agrees!(f);
}

mod by_reference {
    use super::*;
    #[differentiate]
    fn sum(list: &[V], k: f64) -> V {
        let mut total = V { x: 0.0, y: 1.0 };
        for v in list {
            total = &total + v;
            total += *v * k;
            let w = &total;
            total = w.turned(k) + *v;
            total += v.halved(k) + v.doubled() * v.dot(*v);
        }
        total
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let list = vec![V { x, y }, V { x: y, y: 0.3 }, V::new(1.0, x)];
        let total = sum(&list, y);
        let far = list.iter().map(|v| (*v - total).norm()).sum::<f64>();
        let near: Vec<V> = list.iter().map(|v| *v * far).collect();
        let mut sign = 1.0;
        if (near[0] - near[1]).norm() > 0.1 && near[2].dot(total) > -1e9 {
            sign = near[1].x;
        }
        sign * (&near[0] + &near[2]).dot(total)
    }
    chainrule_tests::agrees!(f);
}

mod moved {
    use super::*;
    #[derive(Clone, Debug, Differentiable)]
    struct Poly {
        c: Vec<f64>,
        shift: f64,
    }
    #[differentiate]
    impl Poly {
        fn with(self, shift: f64) -> Poly {
            Poly { shift: self.shift + shift, c: self.c }
        }
        fn raise(&mut self, by: f64) {
            self.c.push(by * self.shift);
            self.c[0] *= by;
        }
        fn at(&self, x: f64) -> f64 {
            self.c[0] + x * (self.c[1] + x * self.shift)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut p = Poly { c: vec![x, y], shift: x };
        p.raise(y);
        let q = p.clone().with(y).with(x);
        p = q.with(p.shift);
        p.raise(x);
        p.at(y) * p.at(p.at(x)) + p.c.len() as f64 * p.c[3]
    }
    chainrule_tests::agrees!(f);
}

/// A method that is written out needs no order of its own.
mod twice_through_methods_of_order_one {
    use super::*;

    #[derive(Clone, Differentiable)]
    struct Wheel {
        radius: f64,
    }
    #[differentiate]
    trait Shape {
        fn area(&self) -> f64;
    }
    #[differentiate]
    impl Shape for Wheel {
        fn area(&self) -> f64 {
            3.0 * self.radius * self.radius
        }
    }
    impl Wheel {
        #[differentiate]
        fn rim(&self) -> f64 {
            6.0 * self.radius * self.radius.sin()
        }
    }
    #[differentiate(order = 2)]
    fn f(x: f64, y: f64) -> f64 {
        let wheel = Wheel { radius: x * y };
        wheel.area() * wheel.radius + wheel.rim()
    }

    chainrule_tests::agrees!(f);
}

mod lists_of_closures {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let double = |t: f64| t * x;
        let list = [double];
        let boxed: Vec<Box<dyn Fn(f64) -> f64>> = vec![Box::new(move |t| t * x), Box::new(|t| t.sin())];
        let mut sum = y;
        for g in &boxed {
            sum = g(sum);
        }
        list.len() as f64 * x * y + list[0](y) + sum
    }

    chainrule_tests::agrees!(f);
}

mod elements_at_positions_that_functions_give {
    use super::*;

    const WEIGHTS: [f64; 3] = [1.0, 2.0, 3.0];
    fn cell(x: f64) -> usize {
        x.abs() as usize
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        x * WEIGHTS[cell(x * 0.2)] * y + [x, y][cell(y * 0.3)]
    }

    chainrule_tests::agrees!(f);
}

mod methods_named_like_those_of_the_standard_library {
    use super::*;

    mod geometry {
        use chainrule::{Differentiable, differentiate};

        #[derive(Clone, Differentiable)]
        pub struct Vector {
            pub x: f64,
            pub y: f64,
        }
        #[differentiate]
        impl Vector {
            pub fn len(&self) -> f64 {
                if self.x > 0.0 { self.x.hypot(self.y) } else { self.y * self.x }
            }
        }
    }
    use geometry::Vector;

    #[differentiate]
    fn double(v: &Vector) -> f64 {
        v.x + 2.0 * v.len()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        double(&Vector { x, y }) * y
    }

    chainrule_tests::agrees!(f);
}
