//! Structs: made, read, written, overwritten, taken apart, and passed on.

use std::collections::HashMap;

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Differentiable)]
struct Cell {
    w: f64,
    v: Vec<f64>,
    bias: Option<f64>,
    next: Box<f64>,
    rows: Vec<Vec<f64>>,
    named: HashMap<String, f64>,
    #[constant]
    label: String,
}

#[derive(Clone, Copy, Default, Differentiable)]
struct Pair {
    a: f64,
    b: f64,
}

#[derive(Clone, Copy, Differentiable)]
struct Wrap(f64, Pair);

#[derive(Clone, Copy, Differentiable)]
struct Unit;

#[derive(Clone, Copy, Differentiable)]
struct Fixed<const N: usize> {
    at: [f64; N],
}

#[derive(Clone, Differentiable)]
struct Holds<T> {
    inner: T,
    count: usize,
}

fn cell(x: f64, y: f64) -> Cell {
    Cell {
        w: x,
        v: vec![x, y, x * y],
        bias: Some(y),
        next: Box::new(x),
        rows: vec![vec![x], vec![y, x]],
        named: HashMap::from([("k".to_owned(), y)]),
        label: "cell".to_owned(),
    }
}

#[differentiate]
fn sweep(c: &Cell) -> f64 {
    let mut p = c.clone();
    for i in 0..p.v.len() {
        p.v[i] += p.w * p.v[i];
        p.w *= p.v[i];
        *p.next += p.w * *p.next;
        p.rows[1][0] *= p.rows[0][0] + p.v[i];
    }
    let mut s = p.w * *p.next + p.rows[1][0];
    if let Some(b) = p.bias {
        s += b * b * p.v[2];
    }
    s * p.named["k"] + p.label.len() as f64
}

/// The coordinates of the gradient against differences.
#[test]
fn fields_of_every_kind() {
    let c = cell(0.4, 0.7);
    let bar = grad_sweep(&c);
    let difference = |change: &dyn Fn(&mut Cell, f64)| {
        let at = |h: f64| {
            let mut moved = c.clone();
            change(&mut moved, h);
            sweep(&moved)
        };
        (at(1e-6) - at(-1e-6)) / 2e-6
    };
    let close = |found: f64, change: &dyn Fn(&mut Cell, f64)| {
        let expected = difference(change);
        assert!((found - expected).abs() < 1e-7 * (1.0 + expected.abs()), "{found}, not {expected}");
    };
    close(bar.w, &|c, h| c.w += h);
    for i in 0..3 {
        close(bar.v[i], &|c, h| c.v[i] += h);
    }
    close(bar.bias.unwrap(), &|c, h| *c.bias.as_mut().unwrap() += h);
    close(*bar.next, &|c, h| *c.next += h);
    close(bar.rows[0][0], &|c, h| c.rows[0][0] += h);
    close(bar.rows[1][0], &|c, h| c.rows[1][0] += h);
    close(bar.rows[1][1], &|c, h| c.rows[1][1] += h);
    close(bar.named["k"], &|c, h| *c.named.get_mut("k").unwrap() += h);
}

#[differentiate]
fn overwritten(x: f64, y: f64, n: usize) -> f64 {
    let mut p = Pair { a: x, b: y };
    let mut s = 0.0;
    for k in 0..n {
        s += p.a * p.b;
        p = Pair { a: p.b.sin(), b: p.a * p.b + x };
        if k % 2 == 1 {
            let Pair { a, b } = p;
            p.a = b;
            p.b = a * y;
        }
        p.a *= p.a;
    }
    s + p.a - p.b
}

#[differentiate]
fn updated(x: f64, y: f64) -> f64 {
    let base = Pair { a: x, b: y };
    let p = Pair { a: base.a * base.b, ..base };
    let q = Pair { b: x * x, ..Pair::default() };
    let mut w = Wrap(y, p);
    w.1.a *= w.0;
    w = Wrap { 1: Pair { b: w.1.a, ..w.1 }, ..w };
    let fixed = Pair { a: 2.0, b: 3.0 };
    let r = Pair { a: x, ..fixed };
    w.0 * w.1.a + w.1.b * base.b + q.a + q.b * r.b * r.a
}

#[differentiate]
fn swapped(x: f64, y: f64, n: usize) -> f64 {
    let mut p = Pair { a: x, b: y };
    for _ in 0..n {
        std::mem::swap(&mut p.a, &mut p.b);
        p.a *= p.b;
        (p.a, p.b) = (p.b + x, p.a);
    }
    p.a * p.a * p.b
}

#[differentiate]
fn first_large(list: &[f64], limit: f64) -> Wrap {
    for (k, x) in list.iter().enumerate() {
        let y = x * x + limit;
        if y > 5.0 {
            return Wrap(y * k as f64, Pair { a: y, b: *x });
        }
    }
    Wrap(limit, Pair { a: limit * limit, b: 1.0 })
}

#[differentiate]
fn of_early_return(list: &[f64], limit: f64) -> f64 {
    let Wrap(u, Pair { a, b }) = first_large(list, limit);
    u * a + b * limit
}

#[differentiate]
fn array_of_structs(list: &[f64], x: f64) -> f64 {
    let mut all: Vec<Pair> = Vec::new();
    for y in list {
        all.push(Pair { a: *y, b: y * x });
    }
    let mut fixed = [Pair { a: x, b: 1.0 }; 2];
    for k in 0..all.len() {
        all[k].a += all[k].b * fixed[k % 2].a;
        fixed[k % 2] = Pair { a: all[k].a, b: fixed[(k + 1) % 2].a };
        fixed[k % 2].b *= all[k].b;
    }
    let mut s = 0.0;
    for Pair { a, b } in &all {
        s += a * b;
    }
    for p in all.iter_mut() {
        p.a *= p.b;
        s += p.a;
    }
    s + fixed[0].a * fixed[1].b
}

#[differentiate]
fn generic_structs(x: f64, y: f64) -> f64 {
    let _u = Unit;
    let f = Fixed { at: [x, y, x * y] };
    let mut h = Holds { inner: f, count: 2 };
    for i in 0..h.count {
        h.inner.at[i + 1] *= h.inner.at[i];
    }
    let nested = Holds { inner: Holds { inner: vec![h.inner.at[2], x], count: 1 }, count: 1 };
    nested.inner.inner[0] * nested.inner.inner[nested.count] * nested.inner.count as f64
}

#[differentiate]
fn patterns(Pair { a, b: mut c }: Pair, [Pair { a: d, .. }, e]: [Pair; 2]) -> f64 {
    c *= a;
    let add = |Pair { a, b }: Pair| a * b + d;
    c * d + add(e) * e.b
}

#[differentiate]
fn of_patterns(x: f64, y: f64) -> f64 {
    let p = Pair { a: x, b: y };
    patterns(p, [Pair { a: y, ..p }, Pair { b: x * y, ..p }]) * p.a
}

struct Passive {
    turns: usize,
    text: String,
    table: HashMap<String, usize>,
}

/// Locals without a derivative, in loops.
#[differentiate]
fn beside_passive_structs(x: f64, n: usize) -> f64 {
    let mut s = x;
    let mut state = Passive { turns: 0, text: String::new(), table: HashMap::new() };
    for k in 0..n {
        let name = format!("k{k}");
        state.table.insert(name.clone(), k);
        state.text.push_str(&name);
        state.turns += 1;
        if state.turns % 2 == 0 {
            state = Passive { turns: state.turns + 1, text: name, table: HashMap::new() };
        }
        s *= x + state.text.len() as f64 + state.table.len() as f64;
    }
    s
}

#[test]
fn structs_in_loops() {
    for n in [0, 1, 2, 5] {
        check!(overwritten(0.7, 0.4, const n));
        check!(swapped(0.7, 0.4, const n));
        check!(beside_passive_structs(0.7, const n));
    }
}

#[test]
fn literals_and_patterns() {
    check!(updated(0.7, 1.4));
    check!(generic_structs(0.7, 1.4));
    check!(of_patterns(0.7, 1.4));
}

#[test]
fn containers_of_structs() {
    check!(array_of_structs(&[0.5, 1.5, -0.7], 0.9));
    check!(array_of_structs(&[], 0.9));
}

#[test]
fn a_struct_without_default_returned_early() {
    check!(of_early_return(&[0.5, 3.0, 1.0], 0.9));
    check!(of_early_return(&[0.5], 0.9));
}
