//! References that are lent by name to calls that only look like questions; methods and closures that change what they hold.

use chainrule::{Differentiable, differentiate};

use super::POINTS;

#[differentiate]
fn parameter_inner(x: f64, y: &mut [f64; 2]) -> f64 {
    y[1] *= y[0] * x;
    y[0] = y[0].sin();
    y[1]
}

#[differentiate]
fn parameter_outer(x: f64, y: &mut [f64; 2]) -> f64 {
    if !(parameter_inner(x, y) < 0.58) {
        return x;
    }
    y[0] * y[1] * x
}

#[differentiate]
fn parameter(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    parameter_outer(x, &mut a) * a[0] + a[1]
}

#[differentiate]
fn parameter_twice_inner(x: f64, y: &mut [f64; 2]) -> f64 {
    y[1] *= y[0] * x;
    y[0] = y[0].sin();
    y[1]
}

#[differentiate]
fn parameter_twice_outer(x: f64, y: &mut [f64; 2]) -> f64 {
    let s = parameter_twice_inner(x, y);
    if !(parameter_twice_inner(x, y) < 0.58) {
        return x;
    }
    y[0] * y[1] * x * s
}

#[differentiate]
fn parameter_twice(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    parameter_twice_outer(x, &mut a) * a[0] + a[1]
}

#[differentiate]
fn aliases_inner(x: f64, y: &mut f64) -> f64 {
    *y *= *y * x;
    *y
}

#[differentiate]
fn aliases(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    let r = &mut a[0];
    if aliases_inner(x, r) > 0.58 {
        *r *= 2.0;
    }
    let mut n = 0;
    for v in a.iter_mut() {
        if aliases_inner(y, v) > 0.4 {
            n += 1;
        }
        while n < 4 && aliases_inner(x, v) > 0.2 {
            n += 1;
        }
    }
    a[0] + a[1] * n as f64
}

#[derive(Clone, Differentiable)]
struct ToMethods {
    v: f64,
}

#[differentiate]
impl ToMethods {
    fn g(&self, x: f64, y: &mut [f64; 2]) -> bool {
        y[1] *= y[0] * x * self.v;
        y[1] > 0.3
    }
}

#[differentiate]
fn to_methods_outer(x: f64, y: &mut [f64; 2], s: &ToMethods) -> f64 {
    if x > 0.0 || s.g(x, y) {
        y[1] *= x;
    }
    let b = [x, x * x];
    let c = b[if s.g(y[0], y) { 1 } else { 0 }];
    y[0] * y[1] * c
}

#[differentiate]
fn to_methods(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    let s = ToMethods { v: y };
    to_methods_outer(x, &mut a, &s) * a[0] + a[1]
}

#[derive(Clone, Differentiable)]
struct Receivers {
    v: f64,
}

#[differentiate]
impl Receivers {
    fn g(&mut self, x: f64) -> f64 {
        self.v *= x * x;
        self.v
    }
    fn h(&mut self, x: f64) -> f64 {
        if self.g(x) > 0.5 {
            self.v += x;
        }
        let mut n = 0;
        while n < 3 && self.g(x) < 3.0 {
            n += 1;
        }
        self.v * self.v
    }
}

#[differentiate]
fn receivers_inner(s: &mut Receivers, x: f64) -> f64 {
    if s.g(x) > 1.0 { s.v * 2.0 } else { s.h(x) }
}

#[differentiate]
fn receivers(x: f64, y: f64) -> f64 {
    let mut s = Receivers { v: y };
    let a = s.h(x);
    let b = receivers_inner(&mut s, y);
    a * b * s.v
}

#[differentiate]
fn to_closures(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    let up = |v: &mut f64| {
        *v *= x;
        *v > 0.7
    };
    if up(&mut a[0]) {
        a[1] *= 2.0;
    }
    let r = &mut a[1];
    if up(r) {
        a[1] *= x;
    }
    a[0] * a[1]
}

#[differentiate]
fn in_a_closure(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    let mut g = |k: f64| {
        a[1] += a[0] * a[0] * k;
        a[1] > 1.0
    };
    let mut t = x;
    if g(y) {
        t += y * x;
    }
    if g(t) {
        t *= y;
    }
    a[0] * a[1] * t
}

#[derive(Clone, Differentiable)]
struct IfMethod {
    v: [f64; 2],
}

#[differentiate]
impl IfMethod {
    fn g(&mut self, x: f64) -> bool {
        self.v[1] += self.v[0] * self.v[0] * x;
        self.v[1] > 1.0
    }
}

#[differentiate]
fn if_method(x: f64, y: f64) -> f64 {
    let mut a = IfMethod { v: [x, y] };
    if a.g(y) {
        a.v[0] += a.v[1] * x;
    }
    a.v[0] * a.v[1]
}

#[derive(Clone, Differentiable)]
struct WhileMethod {
    v: [f64; 2],
}

#[differentiate]
impl WhileMethod {
    fn g(&mut self, x: f64) -> bool {
        self.v[1] += self.v[0] * self.v[0] * x * x;
        self.v[1] < 8.0
    }
}

#[differentiate]
fn while_method(x: f64, y: f64) -> f64 {
    let mut a = WhileMethod { v: [x, y] };
    while a.g(y) {
        a.v[0] += a.v[1] * x.abs();
    }
    a.v[0] * a.v[1]
}

#[derive(Clone, Differentiable)]
struct WhileAndMethod {
    v: [f64; 2],
}

#[differentiate]
impl WhileAndMethod {
    fn g(&mut self, x: f64) -> bool {
        self.v[1] += self.v[0] * self.v[0] * x * x;
        self.v[1] < 8.0
    }
}

#[differentiate]
fn while_and_method(x: f64, y: f64) -> f64 {
    let mut a = WhileAndMethod { v: [x, y] };
    let mut n = 0;
    while n < 4 && a.g(y) {
        n += 1;
        a.v[0] += a.v[1] * x.abs();
    }
    a.v[0] * a.v[1]
}

#[derive(Clone, Differentiable)]
struct IndexByMethod {
    v: [f64; 2],
}

#[differentiate]
impl IndexByMethod {
    fn g(&mut self, x: f64) -> usize {
        self.v[1] += self.v[0] * self.v[0] * x * x;
        1
    }
}

#[differentiate]
fn index_by_method(x: f64, y: f64) -> f64 {
    let mut a = IndexByMethod { v: [x, y] };
    let b = [x, y * x];
    let c = b[a.g(y)];
    a.v[0] * a.v[1] * c
}

#[test]
fn gradients() {
    for (x, y) in POINTS {
        chainrule_tests::check!(parameter(x, y));
        chainrule_tests::check!(parameter_twice(x, y));
        chainrule_tests::check!(aliases(x, y));
        chainrule_tests::check!(to_methods(x, y));
        chainrule_tests::check!(receivers(x, y));
        chainrule_tests::check!(to_closures(x, y));
        chainrule_tests::check!(in_a_closure(x, y));
        chainrule_tests::check!(if_method(x, y));
        chainrule_tests::check!(while_method(x, y));
        chainrule_tests::check!(while_and_method(x, y));
        chainrule_tests::check!(index_by_method(x, y));
    }
}
