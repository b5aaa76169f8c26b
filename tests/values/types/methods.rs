//! Methods and functions of a type, under the attribute by themselves and as a whole `impl`.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;
use chainrule_tests::differences::assert_gradient;

#[derive(Clone, Copy, Debug, Differentiable)]
struct Rect {
    w: f64,
    h: f64,
}

impl Rect {
    #[differentiate]
    fn area(&self) -> f64 {
        self.w * self.h
    }

    #[differentiate]
    fn scaled(self, x: f64) -> f64 {
        let y = self.w * x;
        y * y * self.h + self.area()
    }

    #[differentiate]
    fn grow(&mut self, by: f64) {
        self.w *= by;
        self.h = self.h * self.w;
    }

    #[differentiate]
    fn shrunk(mut self, x: f64) -> f64 {
        self.w = self.w * x;
        self.w *= self.h;
        self.w
    }
}

#[differentiate]
impl Rect {
    const UNIT: f64 = 1.0;

    fn perimeter(&self) -> f64 {
        let n = self.doubled(self.w) * Self::UNIT;
        n + Self::twice(self.h, 1.0) + Rect::twice(2.0, self.w)
    }

    fn doubled(&self, x: f64) -> f64 {
        2.0 * x * self.h
    }

    fn twice(x: f64, y: f64) -> f64 {
        2.0 * x * y
    }

    fn dot(a: &Rect, b: &Rect) -> f64 {
        a.w * b.w + a.h * b.h
    }

    fn is_flat(&self) -> bool {
        self.h == 0.0
    }
}

#[differentiate]
fn total(x: f64, y: f64, r: &Rect) -> f64 {
    let mut s = r.area() * x + Rect::area(r);
    let mut q = *r;
    for _ in 0..3 {
        q.grow(y);
        s += q.perimeter() * x + q.scaled(x) + q.shrunk(y);
    }
    s + Rect::dot(&q, r) + Rect::dot(&q, &q)
}

fn of(x: &[f64]) -> Rect {
    Rect { w: x[0], h: x[1] }
}

#[test]
fn all() {
    let r = Rect { w: 1.5, h: 0.7 };
    let g = r.grad_area();
    assert_eq!((g.w, g.h), (0.7, 1.5));
    let (value, (self_bar, x_bar)) = r.value_and_grad_scaled(1.1);
    assert_eq!(value, r.scaled(1.1));
    assert_gradient(|x| of(x).scaled(x[2]), &[1.5, 0.7, 1.1], &[self_bar.w, self_bar.h, x_bar]);
    let (self_bar, x_bar) = r.grad_shrunk(1.1);
    assert_gradient(|x| of(x).shrunk(x[2]), &[1.5, 0.7, 1.1], &[self_bar.w, self_bar.h, x_bar]);
    let g = r.grad_perimeter();
    assert_gradient(|x| of(x).perimeter(), &[1.5, 0.7], &[g.w, g.h]);
    let (x_bar, y_bar, g) = grad_total(0.3, 1.2, &r);
    assert_gradient(|x| total(x[2], x[3], &of(x)), &[1.5, 0.7, 0.3, 1.2], &[g.w, g.h, x_bar, y_bar]);
    let mut q = r;
    let ((), pullback) = q.vjp_grow(1.3);
    let mut bar = RectTangent { w: 0.5, h: 2.0 };
    let by = pullback(&mut bar);
    let grown = |x: &[f64]| {
        let mut q = of(x);
        q.grow(x[2]);
        0.5 * q.w + 2.0 * q.h
    };
    assert_gradient(grown, &[1.5, 0.7, 1.3], &[bar.w, bar.h, by]);
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Pair {
    a: f64,
    b: f64,
}

#[differentiate]
impl Pair {
    fn first(&self) -> f64 {
        self.a * self.b
    }

    fn set(&mut self, k: f64, v: f64) -> f64 {
        self.a = v * self.b;
        self.b += k;
        self.a
    }
}

/// The receiver of `set` is the variable itself, although its argument asks the same variable.
#[differentiate]
fn receiver_in_its_own_argument(x: f64, y: f64) -> f64 {
    let mut pair = Pair { a: x, b: y };
    let first = pair.set(x, pair.first() * y);
    let second = pair.set(pair.first(), pair.first());
    first * second + pair.a * pair.b
}

#[test]
fn a_receiver_that_its_arguments_read() {
    chainrule_tests::check!(receiver_in_its_own_argument(1.3, 0.7));
}

mod named_like_the_standard_library {
    use super::*;

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Vector {
        x: f64,
        y: f64,
    }

    #[differentiate]
    impl Vector {
        fn len(&self) -> f64 {
            (self.x * self.x + self.y * self.y).sqrt()
        }

        fn round(self) -> f64 {
            self.len() * self.count()
        }

        fn count(&self) -> f64 {
            self.x * self.y
        }

        fn max(&self, other: &Vector) -> f64 {
            if self.len() > other.len() { self.len() } else { other.x }
        }

        fn parts(&self) -> usize {
            2
        }
    }

    #[derive(Clone, Debug, Differentiable)]
    struct Cloud {
        points: Vec<Vector>,
        scale: f64,
    }

    #[differentiate]
    fn lengths(x: f64, y: f64) -> f64 {
        let v: Vector = Vector { x, y };
        let w: Vector = Vector { x: y, y: x * x };
        let mut sum = Vector::len(&v) * v.round() + v.max(&w);
        if v.len() > w.len() {
            sum += x;
        }
        for _ in 0..v.parts() {
            sum += Vector::count(&w) * sum;
        }
        sum
    }

    #[test]
    fn methods_named_like_those_of_floats_and_containers() {
        check!(lengths(0.7, 1.3));
        check!(lengths(-1.7, 0.3));
    }

    #[differentiate]
    fn cloud(x: f64, y: f64) -> f64 {
        let cloud = Cloud { points: vec![Vector { x, y }, Vector { x: y, y: x }], scale: x * 2.5 };
        let mut sum = 0.0;
        for i in 0..cloud.points.len() {
            sum += cloud.points[i].x * cloud.scale;
            if !cloud.points.is_empty() {
                sum += cloud.scale.floor() * cloud.points[i].y;
            }
        }
        sum
    }

    #[test]
    fn fields_that_are_containers_and_floats() {
        check!(cloud(0.7, 1.3));
    }
}

mod integers_and_constants {
    use super::*;

    #[derive(Clone, Debug, Differentiable)]
    struct Filter {
        weights: Vec<f64>,
        order: usize,
        #[constant]
        offset: f64,
    }

    #[differentiate]
    fn power(x: f64, n: usize) -> f64 {
        let mut y = 1.0;
        for _ in 0..n {
            y *= x;
        }
        y
    }

    #[differentiate]
    fn shifted(x: f64, n: &usize, #[constant] by: f64) -> f64 {
        x * by + *n as f64 * x
    }

    #[differentiate]
    impl Filter {
        fn apply(&self, x: f64) -> f64 {
            let mut y = shifted(x, &self.order, self.offset);
            for w in &self.weights {
                y += w * power(x, self.order);
            }
            y + Self::repeated(self.order, y) + self.weighted(self.order, x)
        }

        fn repeated(n: usize, x: f64) -> f64 {
            x * n as f64
        }

        fn weighted(&self, n: usize, x: f64) -> f64 {
            self.weights[0] * x * n as f64 * self.offset
        }
    }

    #[differentiate]
    fn filtered(x: f64, y: f64, n: usize) -> f64 {
        let filter = Filter { weights: vec![x, y], order: n, offset: 0.5 };
        filter.apply(y) * filter.weighted(n, x) + Filter::repeated(filter.order, y) + power(x, filter.order)
    }

    #[test]
    fn integer_fields_as_arguments() {
        check!(filtered(0.7, 1.3, const 3));
    }
}
