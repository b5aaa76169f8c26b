//! Slopes that come with the value: of calls with numbers in and one number out, and of formulas in loops that record.

use chainrule::differentiate;
use chainrule_tests::{check, check_second};

#[differentiate(order = 2)]
fn wave(x: f64, y: f64) -> f64 {
    x.sin() * y + x * y
}

#[differentiate(order = 2)]
fn bent(x: f64) -> f64 {
    if x > 1.0 { x * x } else { x.exp() }
}

/// One call is an argument of the next, both arguments are one variable, and values are used again after.
#[differentiate(hessian, hvp)]
fn products(x: f64, y: f64) -> f64 {
    let a = wave(x, y);
    let b = wave(a, a);
    let a = a * b * bent(wave(y, x));
    a * bent(x) + b
}

/// In loops of all kinds, where arguments are overwritten.
#[differentiate(order = 2)]
fn carried(x: f64, y: f64, n: usize) -> f64 {
    let (mut x, mut v) = (x, [y, x, 0.5]);
    for i in 0..n {
        let t = wave(v[i % 3], v[(i + 1) % 3]);
        v[(i + 1) % 3] = 0.3 * t;
        x = 0.4 * wave(x, t) + 0.1;
    }
    let mut count = 0;
    while x.abs() > 0.2 && count < n {
        x = 0.7 * bent(x) - 0.1 * y;
        count += 1;
    }
    x * v[0] + v[1] * v[2]
}

#[differentiate(hessian, hvp)]
fn four(x: f64, y: f64) -> f64 {
    carried(x, y, 4)
}

#[differentiate]
fn recursive(x: f64, depth: usize) -> f64 {
    if depth == 0 { x.sin() } else { recursive(1.1 * x, depth - 1) * x + recursive(x, depth / 2) }
}

#[differentiate]
fn held(x: f64, #[constant] scale: f64, #[constant] table: &[f64], n: i32) -> f64 {
    table.iter().map(|entry| entry * x.powi(n) * scale).sum()
}

#[differentiate]
fn beside_constants(x: f64, y: f64, table: &[f64]) -> f64 {
    let t = [1.0, -0.5, 2.0];
    let mut sum = held(x, 2.0, &t, 3) * held(y, 0.5, &t, 2);
    for entry in table {
        sum += held(x * entry, 1.5, &t, 2) * entry * recursive(y, 3);
    }
    sum
}

#[differentiate]
fn single(x: f32, y: f32) -> f32 {
    half(x) * half(x * y) + half(half(y))
}

#[differentiate]
fn half(x: f32) -> f32 {
    0.5 * x.cos()
}

#[differentiate]
fn root(x: f64) -> f64 {
    x.sqrt()
}

/// The slope of the root is infinite where nothing flows through it.
#[differentiate]
fn pole(x: f64, y: f64, through: bool) -> f64 {
    let r = root(0.0 * x);
    if through { r + x } else { x * root(y * y + 1.0) }
}

#[differentiate]
fn checkpointed(x: f64, y: f64) -> f64 {
    let mut s = x;
    #[checkpoint]
    for _ in 0..7 {
        s = 0.6 * wave(s, y);
    }
    for _ in 0..3 {
        #[checkpoint]
        {
            let t = wave(s, y);
            s = 0.5 * t * wave(t, x);
        }
    }
    s * s
}

/// The call runs as it is first, and with its slopes in the reverse sweep.
#[differentiate]
fn checkpointed_call(x: f64, y: f64) -> f64 {
    let mut s = wave(x, y);
    #[checkpoint]
    let q = wave(s, x);
    s *= q;
    #[checkpoint]
    let r = wave(q, bent(s));
    s * r + q
}

#[test]
fn slopes_of_calls() {
    for (x, y) in [(0.7, 1.3), (1.9, 0.4), (-0.6, 0.8)] {
        check!(products(x, y));
        for n in 0..5 {
            check!(carried(x, y, const n));
        }
        check!(recursive(x, const 3));
        check!(beside_constants(x, y, &vec![0.5, -1.5, 0.25]));
        check!(checkpointed(x, y));
        check!(checkpointed_call(x, y));
    }
    check_second!(products);
    check_second!(four);
    check!(single(0.75, -0.5));
    assert_eq!(grad_pole(2.0, 0.0, false), (1.0, 0.0));
    assert_eq!(grad_root(0.0), f64::INFINITY);
}

/// Newton's method on Kepler's equation.
#[differentiate(hessian, hvp)]
fn anomaly(mean: f64, excess: f64) -> f64 {
    let e = 0.3 * excess.sin();
    let (mut anomaly, mut step, mut path) = (mean, 1.0_f64, 0.0);
    while step.abs() > 1e-10 {
        step = (anomaly - e * anomaly.sin() - mean) / (1.0 - e * anomaly.cos());
        anomaly -= step;
        path += step * step;
    }
    anomaly * excess + path
}

/// The result is read by the adjoints of what follows, decides a branch, and a name is bound twice.
#[differentiate]
fn read_again(x: f64, y: f64, n: usize) -> f64 {
    let (mut a, mut total) = (x, 0.0);
    let mut count = 0;
    while count < n {
        let b = (a.sin().exp() * a.cos().tanh()).tanh();
        let b = (b.cos().exp() * b.sin().tanh()).tanh() * y;
        total += b * a;
        if b > 0.1 {
            a = b + y;
        } else {
            a = b * y + 0.3;
        }
        count += 1;
    }
    a * total
}

/// Inputs change right after the formula, one of them by its result.
#[differentiate]
fn overwritten(x: f64, y: f64, n: usize) -> f64 {
    let mut v = [x, y];
    for i in 0.. {
        if i == n {
            break;
        }
        let b = (v[0].sin().exp() / v[1].cos().exp()).tanh();
        v[0] = b;
        v[1] = 0.5 * v[1] + b;
    }
    v[0] * v[1]
}

/// The formula has a pole where nothing flows through its result.
#[differentiate]
fn unused_pole(x: f64, y: f64, through: bool) -> f64 {
    let mut a = x;
    let mut count = 0;
    while count < 3 {
        let b = ((a - a).sqrt().exp() * (a - a).cos().tanh()).tanh();
        a = if through { b } else { a * y };
        count += 1;
    }
    a
}

#[test]
fn slopes_of_formulas() {
    for (x, y) in [(0.7, 1.3), (1.9, 0.4), (2.6, -0.8)] {
        check!(anomaly(x, y));
        for n in 0..4 {
            check!(read_again(x, y, const n));
            check!(overwritten(x, y, const n));
        }
    }
    check_second!(anomaly, [(0.7, 1.3)]);
    assert_eq!(grad_unused_pole(2.0, 0.5, false), (0.125, 2.0 * 3.0 * 0.25));
}

#[differentiate]
fn by_value(x: f64, row: [f64; 2], k: usize) -> f64 {
    x * row[k] + row[1 - k].sin() * x
}

#[differentiate]
fn by_reference(x: f64, v: &[f64], pair: (f64, f64)) -> f64 {
    v.iter().map(|e| e * x).sum::<f64>() * pair.0 + pair.1
}

/// Arrays, slices and tuples that carry a derivative stand beside the number: slopes of the number alone would not do.
#[differentiate]
fn arguments_of_every_kind(x: f64, y: f64) -> f64 {
    let a = by_value(x, [y, x * y], 1);
    let b = by_value(a, [x; 2], 0) * by_value(y, [0.5, 2.0], 1);
    let c = by_reference(y, &[a, b], (x, y));
    by_reference(c, &[1.0, 2.0], (3.0, 4.0)) + by_reference(0.5, &[c, x], (a, b))
}

#[test]
fn arguments_beside_numbers() {
    for (x, y) in [(0.7, 1.3), (1.9, 0.4), (2.6, -0.8)] {
        check!(arguments_of_every_kind(x, y));
    }
}
