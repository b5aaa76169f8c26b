//! Receivers in every position: parts of one struct, temporaries, moved values, state carried through loops.

use std::ops::{Add, AddAssign, Mul};

use chainrule::{Differentiable, Real, differentiate};
use chainrule_tests::{assert_gradient, check};

#[derive(Clone, Debug, Differentiable)]
struct Layer {
    weights: Vec<f64>,
    bias: f64,
}

#[differentiate]
impl Layer {
    fn dot(&self, other: &Layer) -> f64 {
        let mut sum = self.bias * other.bias;
        for i in 0..self.weights.len() {
            sum += self.weights[i] * other.weights[i];
        }
        sum
    }

    fn step(&mut self, by: &Layer, rate: f64) -> f64 {
        for i in 0..self.weights.len() {
            self.weights[i] -= rate * by.weights[i] * self.bias;
        }
        self.bias *= by.bias;
        self.bias + rate
    }

    fn into_sum(self) -> f64 {
        let mut sum = self.bias;
        for w in &self.weights {
            sum += w * w;
        }
        sum
    }

    fn scaled(mut self, by: f64) -> Layer {
        for w in &mut self.weights {
            *w *= by;
        }
        self.bias = self.bias * by + 1.0;
        self
    }

    fn with(weights: Vec<f64>, bias: f64) -> Self {
        Layer { weights, bias }
    }

    fn depth(&self, n: usize, x: f64) -> f64 {
        if n == 0 {
            return x * self.bias;
        }
        self.depth(n - 1, x * self.bias) + self.weights[0]
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Net {
    first: Layer,
    second: Layer,
    rate: f64,
}

#[differentiate]
impl Net {
    fn train(&mut self, n: usize) -> f64 {
        let mut loss = 0.0;
        for i in 0..n {
            loss += self.first.step(&self.second, self.rate);
            if i == 1 {
                self.rate *= loss;
                continue;
            }
            loss -= self.second.step(&self.first, self.rate * 0.5);
            if loss > 100.0 {
                return loss;
            }
        }
        loss + self.first.dot(&self.second) + self.first.dot(&self.first)
    }

    fn loss(&self) -> f64 {
        self.first.dot(&self.second) * self.rate + self.second.depth(3, self.rate)
    }
}

#[differentiate]
fn trained(x: f64, y: f64, n: usize) -> f64 {
    let first = Layer { weights: vec![x, y], bias: x * y };
    let second = Layer::with(vec![y, x + 1.0], 0.5 * y);
    let mut net = Net { first, second, rate: 0.1 };
    let loss = net.train(n);
    loss * net.loss() + net.second.bias
}

#[test]
fn parts_of_one_struct() {
    for n in [0, 1, 2, 3, 5] {
        check!(trained(0.7, 1.3, const n));
    }
}

#[differentiate]
fn temporaries(x: f64, y: f64) -> f64 {
    let layer = Layer::with(vec![x, y], 0.5);
    let sum = layer.clone().scaled(y).into_sum() + Layer::with(vec![y], x).scaled(2.0).scaled(x).into_sum();
    let twice = layer.dot(&layer) * Layer::with(vec![x, x], y).dot(&layer);
    sum * twice + layer.into_sum()
}

#[test]
fn temporaries_and_moved_receivers() {
    check!(temporaries(0.7, 1.3));
}

#[differentiate]
fn carried(x: f64, n: usize) -> f64 {
    let mut layer = Layer::with(vec![x, 1.0], x);
    let fixed = Layer::with(vec![0.5, x], 0.9);
    let mut sum = 0.0;
    for i in 0..n {
        let before = layer.clone();
        sum += layer.step(&before, x) * layer.dot(&fixed);
        layer = layer.scaled(0.5 + 0.1 * x);
        if i % 2 == 0 {
            sum += before.depth(i, x);
        }
    }
    sum
}

#[test]
fn receivers_carried_through_a_loop() {
    for n in [0, 1, 4] {
        check!(carried(0.7, const n));
    }
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Pair<T> {
    a: T,
    b: T,
}

#[differentiate]
impl<T: Real> Pair<T> {
    fn product(&self) -> T {
        self.a * self.b
    }

    fn turned(self, by: T) -> Pair<T> {
        Pair { a: self.a * by.cos() - self.b * by.sin(), b: self.a * by.sin() + self.b * by.cos() }
    }
}

#[differentiate]
impl<T: Real> Add for Pair<T> {
    type Output = Pair<T>;

    fn add(self, other: Self) -> Self {
        Pair { a: self.a + other.a, b: self.b + other.b }
    }
}

#[differentiate]
impl<T: Real> Mul<T> for Pair<T> {
    type Output = Pair<T>;

    fn mul(self, factor: T) -> Self {
        Pair { a: self.a * factor, b: self.b * factor }
    }
}

#[differentiate]
impl<T: Real> AddAssign for Pair<T> {
    fn add_assign(&mut self, other: Self) {
        self.a = self.a + other.a;
        self.b = self.b + other.b;
    }
}

#[differentiate]
fn turned(x: f64, y: f64) -> f64 {
    let mut pair = Pair { a: x, b: y };
    for _ in 0..3 {
        pair += pair.turned(x) * 0.5 + pair;
    }
    (pair + pair * y).product()
}

#[differentiate]
fn turned_single(x: f32, y: f32) -> f32 {
    let pair: Pair<f32> = Pair { a: x, b: y };
    (pair.turned(y) + pair * x).product()
}

#[test]
fn generic_types() {
    check!(turned(0.7, 1.3));
    check!(turned_single(0.75, 1.25));
    let pair = Pair { a: 0.5, b: -1.5 };
    let (bar, by_bar) = pair.vjp_turned(0.3).1(PairTangent { a: 1.0, b: 2.0 });
    let turned = |x: &[f64]| {
        let pair = Pair { a: x[0], b: x[1] }.turned(x[2]);
        pair.a + 2.0 * pair.b
    };
    assert_gradient(turned, &[0.5, -1.5, 0.3], &[bar.a, bar.b, by_bar]);
}

/// Names that generated code likes as well.
#[derive(Clone, Copy, Debug, Differentiable)]
struct Names {
    tape: f64,
    self_bar: f64,
}

impl Names {
    #[differentiate]
    fn forward(&self, tape: f64, this: f64) -> f64 {
        let own = self.tape * tape;
        let value = own * this + self.self_bar;
        let self_is = value * value;
        self_is + self.reverse(own)
    }

    #[differentiate]
    fn reverse(self, seed: f64) -> f64 {
        let this = seed * self.self_bar;
        let self_bar = this * self.tape;
        self_bar + this
    }
}

#[differentiate]
fn hostile(x: f64, y: f64) -> f64 {
    let v0 = Names { tape: x, self_bar: y };
    v0.forward(y, x) * v0.reverse(x)
}

#[test]
fn hostile_names() {
    check!(hostile(0.7, 1.3));
}

#[differentiate]
fn in_closures(x: f64, data: &[f64]) -> f64 {
    let layer = Layer::with(vec![x, 2.0], x);
    let weigh = |y: f64| layer.depth(2, y) * x;
    let mut sum = weigh(x) + weigh(2.0);
    sum += data.iter().map(|d| layer.depth(1, *d) * d).sum::<f64>();
    sum
}

#[test]
fn methods_inside_of_closures() {
    check!(in_closures(0.7, &[0.5, -1.5]));
}

mod methods_without_a_derivative {
    use super::*;

    #[derive(Clone, Debug, Differentiable)]
    struct Matrix {
        data: Vec<f64>,
        columns: usize,
    }

    #[differentiate]
    impl Matrix {
        fn columns(&self) -> usize {
            self.columns
        }

        fn rows(&self) -> usize {
            self.data.len() / self.columns
        }

        fn check(&self, limits: &[f64], n: usize) {
            assert!(limits.len() > n && self.columns() > 0);
        }

        fn is_large(&self, than: &f64) -> bool {
            self.data[0] > *than
        }

        fn at(&self, i: usize, j: usize) -> f64 {
            self.data[i * self.columns + j]
        }

        fn name(&self) -> &str {
            "matrix"
        }
    }

    #[differentiate]
    trait Sized2 {
        fn size(&self) -> usize;

        fn value(&self) -> f64;
    }

    #[differentiate]
    impl Sized2 for Matrix {
        fn size(&self) -> usize {
            self.data.len()
        }

        fn value(&self) -> f64 {
            self.at(0, 0) * self.size() as f64
        }
    }

    #[differentiate]
    fn trace(m: &Matrix, x: f64) -> f64 {
        let (rows, columns) = (m.rows(), m.columns());
        m.check(&[x, 2.0], 1);
        let n = m.size();
        let mut sum = m.value() * n as f64;
        for i in 0..rows.min(columns) {
            sum += m.at(i, i) * x;
        }
        if m.is_large(&x) {
            sum *= columns as f64;
        }
        sum * m.rows() as f64
    }

    #[differentiate]
    fn traced(x: f64, y: f64) -> f64 {
        let m = Matrix { data: vec![x, y, x * y, 1.0, y * y, x], columns: 3 };
        trace(&m, y) + trace(&m, 0.1)
    }

    #[test]
    fn sizes_and_checks() {
        check!(traced(0.7, 1.3));
        assert_eq!(Matrix { data: vec![1.0], columns: 1 }.name(), "matrix");
    }
}
