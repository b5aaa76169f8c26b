//! Constant containers, structs and tuples in the fields of structs: read by index, in loops and chains, passed on.

use std::collections::HashMap;

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Copy, Debug, Differentiable)]
struct Options {
    rate: f64,
    pair: (f64, usize),
}

#[derive(Clone, Debug, Differentiable)]
struct Inner {
    #[constant]
    grid: [[f64; 2]; 2],
    scale: f64,
}

#[derive(Clone, Debug, Differentiable)]
struct Table {
    #[constant]
    xs: Vec<f64>,
    ys: Vec<f64>,
    #[constant]
    knots: Vec<(f64, f64)>,
    #[constant]
    names: HashMap<String, f64>,
    #[constant]
    options: Options,
    #[constant]
    all: Vec<Options>,
    inner: Inner,
    ids: Vec<usize>,
    label: String,
}

fn table(x: f64, y: f64) -> Table {
    let options = Options { rate: 0.5, pair: (1.5, 1) };
    Table {
        xs: vec![-1.0, 0.5, 2.0],
        ys: vec![x, y, x * y],
        knots: vec![(0.5, 2.0), (1.0, -1.0)],
        names: HashMap::from([("a".to_owned(), 2.0), ("b".to_owned(), -3.0)]),
        options,
        all: vec![options, Options { rate: -2.0, pair: (0.5, 0) }],
        inner: Inner { grid: [[1.0, 2.0], [3.0, 0.5]], scale: y },
        ids: vec![2, 0, 2],
        label: "abc".to_owned(),
    }
}

#[differentiate]
fn by_index(table: &Table, k: usize) -> f64 {
    let mut sum = 0.0;
    for i in 0..table.xs.len() {
        if table.xs[i] > 0.0 {
            sum += table.xs[i] * table.ys[i].sin();
        }
        sum *= table.xs[table.ids[k]] + table.inner.grid[i % 2][k % 2] * table.inner.scale;
    }
    sum
}

#[differentiate]
fn in_loops(table: &Table) -> f64 {
    let mut product = 1.0;
    for x in &table.xs {
        product *= x + table.inner.scale;
    }
    for (x, y) in table.xs.iter().zip(&table.ys) {
        product += x * y * y;
    }
    for &i in &table.ids {
        product += table.ys[i] * product;
    }
    let empty = &table.xs[3..];
    for x in empty {
        product *= x;
    }
    product + table.xs.iter().map(|x| x * table.inner.scale).sum::<f64>()
}

#[differentiate]
fn of_tuples_and_structs(table: &Table) -> f64 {
    let mut sum = table.options.rate * table.ys[table.options.pair.1] * table.options.pair.0;
    for i in 0..table.knots.len() {
        sum += table.knots[i].0 * table.inner.scale;
        sum *= table.knots[i].1;
    }
    for options in &table.all {
        sum += options.rate * table.ys[options.pair.1] * sum;
    }
    if table.label.len() == 3 {
        sum *= table.names["a"] + table.names["b"] * table.ys[2];
    }
    sum
}

#[differentiate]
fn weighted(weights: &[f64], values: &[f64], scale: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..weights.len().min(values.len()) {
        sum += weights[i] * values[i] * scale;
    }
    sum
}

#[differentiate]
impl Table {
    fn value(&self, k: usize) -> f64 {
        self.xs[k]
    }

    fn both(&self) -> f64 {
        weighted(&self.xs, &self.ys, self.inner.scale) + weighted(&self.ys, &self.xs[1..], self.value(0))
    }

    fn step(&mut self, k: usize) -> f64 {
        self.ys[k] += self.xs[k] * self.inner.scale * self.ys[0];
        self.inner.scale *= self.inner.grid[k % 2][0];
        self.ids[0] = k;
        self.ys[k] * self.xs[self.ids[0]]
    }
}

#[differentiate]
fn passed(table: &Table) -> f64 {
    table.both() * table.value(2) + weighted(&table.xs, &table.inner.grid[1], table.inner.scale)
}

#[differentiate]
fn changed_around(x: f64, y: f64) -> f64 {
    let mut inner = Inner { grid: [[1.0, 2.0], [3.0, 0.5]], scale: x };
    let mut sum = 0.0;
    for k in 0..2 {
        inner.scale *= inner.grid[k][1] * y;
        sum += inner.scale * inner.grid[1][k];
    }
    let other = Inner { scale: sum, ..inner };
    other.scale * other.grid[0][1] + inner.scale
}

#[differentiate]
fn interpolated(table: &Table, t: f64) -> f64 {
    let mut k = 0;
    while k + 2 < table.xs.len() && table.xs[k + 1] < t {
        k += 1;
    }
    let width = table.xs[k + 1] - table.xs[k];
    let part = (t - table.xs[k]) / width;
    table.ys[k] * (1.0 - part) + table.ys[k + 1] * part
}

/// Has no derivative.
#[derive(Clone, Copy, Debug)]
struct Limits {
    low: f64,
    pair: (f64, usize),
}

#[derive(Clone, Debug, Differentiable)]
struct Limited {
    #[constant]
    limits: Limits,
    #[constant]
    all: Vec<Limits>,
    values: [f64; 2],
}

#[differentiate]
fn of_types_without_derivative(limited: &Limited) -> f64 {
    let mut sum = limited.limits.low * limited.values[limited.limits.pair.1];
    for limits in &limited.all {
        sum += limits.pair.0 * limited.values[limits.pair.1] * sum;
    }
    sum * limited.all[1].low
}

#[test]
fn constant_fields_need_no_derivative() {
    let limits = Limits { low: 0.5, pair: (1.5, 1) };
    let at = |x: f64, y: f64| Limited { limits, all: vec![limits; 2], values: [x, y] };
    let slope =
        |low: Limited, high: Limited| (of_types_without_derivative(&high) - of_types_without_derivative(&low)) / 2e-6;
    let bar = grad_of_types_without_derivative(&at(0.7, 1.3)).values;
    assert!((bar[0] - slope(at(0.7 - 1e-6, 1.3), at(0.7 + 1e-6, 1.3))).abs() < 1e-6);
    assert!((bar[1] - slope(at(0.7, 1.3 - 1e-6), at(0.7, 1.3 + 1e-6))).abs() < 1e-6);
    assert!(bar[1] > 0.5);
}

#[differentiate]
fn made(x: f64, y: f64) -> Table {
    let constant = chainrule::stop_gradient(table(1.0, 2.0));
    Table { ys: vec![x, y, x * y], inner: Inner { grid: [[1.0, 2.0], [3.0, 0.5]], scale: y }, ..constant }
}

#[differentiate]
fn read(x: f64, y: f64) -> f64 {
    let table = made(x, y);
    let mut sum = 0.0;
    for k in 0..2 {
        sum = sum * y + by_index(&table, k) + in_loops(&table) * of_tuples_and_structs(&table);
    }
    sum
}

#[differentiate]
fn between(x: f64, y: f64, t: f64) -> f64 {
    interpolated(&made(x, y), t)
}

#[differentiate]
fn given_on(x: f64, y: f64) -> f64 {
    passed(&made(x, y))
}

#[differentiate]
fn stepped(x: f64, y: f64) -> f64 {
    let mut table = made(x, y);
    let mut sum = 0.0;
    for k in 0..3 {
        sum += table.step(k) * table.xs[k];
    }
    sum * table.ys[1]
}

#[test]
fn constant_fields_are_read() {
    check!(read(0.7, 1.3));
    check!(between(0.7, 1.3, 0.2));
    check!(between(0.7, 1.3, 1.2));
}

#[test]
fn constant_fields_are_passed_on() {
    check!(given_on(0.7, 1.3));
}

#[test]
fn constant_fields_stand_beside_changing_ones() {
    check!(changed_around(0.7, 1.3));
    check!(stepped(0.7, 1.3));
}

mod payloads_of_types_without_a_derive {
    use super::*;

    #[derive(Clone, Debug)]
    struct Tag(i32);

    #[derive(Clone, Debug, Differentiable)]
    enum Step {
        Scale(f64, #[constant] Tag),
        Shift {
            by: f64,
            #[constant]
            tag: Tag,
        },
        Count(#[constant] Tag),
    }
    #[differentiate]
    impl Step {
        fn apply(&self, x: f64) -> f64 {
            match self {
                Step::Scale(k, Tag(n)) => x * k * *n as f64,
                Step::Shift { by, tag } if tag.0 > 2 => x + by * tag.0 as f64,
                Step::Shift { by, .. } => x - by,
                Step::Count(tag) => x * tag.0 as f64,
            }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let shift = |by, tag| Step::Shift { by, tag };
        let steps = vec![Step::Scale(x, Tag(2)), shift(y, Tag(3)), Step::Count(Tag(4)), shift(x, Tag(1))];
        steps.iter().fold(y, |a, step| step.apply(a))
    }

    chainrule_tests::agrees!(f);
}

mod a_constant_list_moves_into_another_struct {
    use super::*;

    #[derive(Differentiable, Clone, Debug, Default)]
    struct B {
        #[constant]
        x: Vec<f64>,
        y: Vec<f64>,
    }
    #[derive(Differentiable, Clone, Debug)]
    struct S {
        #[constant]
        x: Vec<f64>,
        y: Vec<f64>,
        m: Vec<f64>,
    }
    #[differentiate]
    fn build(b: B) -> S {
        let m: Vec<f64> = b.y.iter().zip(&b.x).map(|(y, x)| y * y * x).collect();
        S { x: b.x, y: b.y, m }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let s = build(B { x: vec![1.0, 2.0], y: vec![x, y] });
        s.m[0] * s.y[1] + s.m[1] * s.x[1]
    }

    chainrule_tests::agrees!(f);
}

/// In a method that changes its receiver, forward mode lends the tangents of all fields to be changed.
mod a_method_of_a_constant_field_beside_a_change {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Copy, Differentiable)]
    enum Activation {
        Tanh,
        Softplus,
    }

    #[differentiate]
    impl Activation {
        fn of(self, x: f64) -> f64 {
            match self {
                Activation::Tanh => x.tanh(),
                Activation::Softplus => x.exp().ln_1p(),
            }
        }
    }

    #[derive(Clone, Differentiable)]
    struct Shape {
        c: f64,
    }

    #[differentiate]
    impl Shape {
        fn of(&self, x: f64) -> f64 {
            (self.c * x).sin()
        }

        fn grow(&mut self, x: f64) {
            self.c *= x;
        }
    }

    #[derive(Clone, Differentiable)]
    struct Layer {
        w: f64,
        #[constant]
        activation: Activation,
        shape: Shape,
        #[constant]
        fixed: Shape,
    }

    #[differentiate]
    impl Layer {
        fn forward(&mut self, x: f64) -> f64 {
            self.w *= 1.1;
            self.shape.grow(x);
            self.activation.of(self.w * x) + self.shape.of(x) * self.fixed.of(x)
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut first = Layer { w: x, activation: Activation::Tanh, shape: Shape { c: y }, fixed: Shape { c: 2.0 } };
        let mut second =
            Layer { w: y, activation: Activation::Softplus, shape: Shape { c: x }, fixed: Shape { c: 0.5 } };
        first.forward(second.forward(x))
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in [(0.7, 1.3), (1.1, 0.4), (-0.6, 0.8)] {
            check!(f(x, y));
        }
    }
}
