//! What holds of every derivative, whatever the function.
//!
//! The pullback at seed 1 is the gradient, at seed 0 it is 0, it is linear in the seed and in the shadows of `&mut`
//! parameters, `accumulate_grad` adds; and derivatives of sums, products, quotients, and compositions follow their rules.

#![allow(
    clippy::many_single_char_names,
    clippy::needless_pass_by_value,
    reason = "the programs are as short as formulas, and take parameters of every kind"
)]

use chainrule::differentiate;
use chainrule_tests::compare::Tolerance;
use chainrule_tests::{assert_close, check_laws};

#[differentiate]
fn straight(x: f64, y: f64) -> f64 {
    (x * y).sin() / (1.0 + x * x) + y.exp()
}

#[differentiate]
fn branching(x: f64, y: f64, n: usize) -> f64 {
    let mut z = if x > y { x * y } else { x - y * y };
    if n == 1 {
        z *= z;
    }
    z.cos()
}

#[differentiate]
fn looping(x: f64, y: f64, n: usize) -> f64 {
    let (mut a, mut b) = (x, y);
    for i in 0..n {
        a = a.sin() * b + 0.1 * f64::from(u32::try_from(i).unwrap_or(0));
        b *= a;
    }
    a + b
}

#[differentiate]
fn leaving(a: &[f64], limit: f64) -> f64 {
    let mut sum = 0.0;
    for v in a {
        sum += v * v;
        if sum > limit {
            return sum * limit;
        }
    }
    sum
}

#[differentiate]
fn searching(x: f64) -> f64 {
    let mut y = x;
    let mut steps = 0;
    while y < 5.0 && steps < 20 {
        y = y * 1.3 + x;
        steps += 1;
    }
    y * y
}

#[differentiate]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (x, y) in a.iter().zip(b) {
        sum += x * y;
    }
    sum
}

#[differentiate]
fn smoothed(a: &mut [f64], n: usize) -> f64 {
    for _ in 0..n {
        for i in 1..a.len() {
            a[i] = 0.5 * (a[i] + a[i - 1] * a[i]);
        }
        a[0] *= a[a.len() - 1];
    }
    a[0] * a[1]
}

#[differentiate]
fn scaled(a: &mut [f64; 3], x: &mut f64) -> f64 {
    for v in a.iter_mut() {
        *v *= *x;
    }
    *x += a[0];
    *x * a[2]
}

#[differentiate]
fn calling(x: f64, a: &[f64], n: usize) -> f64 {
    let mut b = a.to_vec();
    let mut y = x;
    for k in 0..n {
        y += smoothed(&mut b, k) * dot(&b, a);
        y = looping(y, x, k).sin();
    }
    y
}

#[differentiate]
fn matrix(m: &[[f64; 2]; 2], v: [f64; 2]) -> f64 {
    let mut w = [0.0; 2];
    for i in 0..2 {
        for j in 0..2 {
            w[i] += m[i][j] * v[j];
        }
    }
    w[0] * w[1]
}

#[differentiate]
fn vectors(v: Vec<f64>, rows: &[Vec<f64>]) -> f64 {
    let mut w = vec![v[0]];
    for row in rows {
        w.push(w[w.len() - 1] * row[0] + v[1]);
    }
    dot(&w, &w)
}

#[differentiate]
fn tuples(p: (f64, f64), q: &(f64, f64)) -> f64 {
    let mut t = p;
    for _ in 0..3 {
        t = (t.1 * q.0, t.0 + q.1);
    }
    t.0 * t.1
}

#[differentiate]
fn piecewise(x: f64, y: f64) -> f64 {
    x.abs().max(y).sqrt() * y.min(2.0) + (x * y).clamp(-1.0, 1.0)
}

#[differentiate]
fn single(x: f32, a: &[f32]) -> f32 {
    x * a[0] + (x * a[1]).sin()
}

#[differentiate]
fn nothing(x: f64, n: usize) -> f64 {
    let mut y = 1.0;
    for _ in 0..n {
        y *= x;
    }
    y
}

#[test]
fn of_straight_line_code_and_branches() {
    check_laws!(straight(0.7, 1.3));
    check_laws!(piecewise(-0.7, 1.3));
    for n in 0..2 {
        check_laws!(branching(0.7, 1.3, const n));
        check_laws!(branching(1.3, 0.7, const n));
    }
}

#[test]
fn of_loops() {
    for n in 0..4 {
        check_laws!(looping(0.7, 1.3, const n));
        check_laws!(nothing(0.7, const n));
    }
    check_laws!(searching(0.4));
    check_laws!(leaving(&[0.7, 1.3, 0.2], 1.0));
    check_laws!(leaving(&[0.7, 1.3, 0.2], 100.0));
}

#[test]
fn of_mutation() {
    for n in 0..3 {
        check_laws!(smoothed(&mut [0.7, 1.3, 0.2], const n));
    }
    check_laws!(scaled(&mut [0.7, 1.3, 0.2], &mut 1.1));
}

#[test]
fn of_structures() {
    check_laws!(dot(&[0.7, 1.3], &[0.2, -0.4]));
    check_laws!(matrix(&[[0.7, 1.3], [0.2, -0.4]], [1.1, 0.6]));
    check_laws!(vectors(vec![0.7, 1.3], &[vec![0.2], vec![-0.4, 9.0]]));
    check_laws!(tuples((0.7, 1.3), &(0.2, -0.4)));
    check_laws!(single(0.7, &[1.3, 0.2]));
}

#[test]
fn of_calls() {
    for n in 0..4 {
        check_laws!(calling(0.7, &[1.3, 0.2, 0.6], const n));
    }
}

#[differentiate]
fn first(x: f64, y: f64) -> f64 {
    looping(x, y, 3)
}

#[differentiate]
fn second(x: f64, y: f64) -> f64 {
    2.0 + piecewise(x, y)
}

#[differentiate]
fn sum(x: f64, y: f64) -> f64 {
    first(x, y) + second(x, y)
}

#[differentiate]
fn product(x: f64, y: f64) -> f64 {
    first(x, y) * second(x, y)
}

#[differentiate]
fn quotient(x: f64, y: f64) -> f64 {
    first(x, y) / second(x, y)
}

#[differentiate]
fn composition(x: f64, y: f64) -> f64 {
    first(second(x, y), y)
}

fn assert_pair(found: (f64, f64), expected: (f64, f64)) {
    assert_close("gradient", &[found.0, found.1], &[expected.0, expected.1], Tolerance::ROUNDING);
}

#[test]
fn sums_products_quotients_and_compositions_follow_their_rules() {
    for (x, y) in [(0.7, 1.3), (1.1, 0.4), (-0.6, 0.9)] {
        let (f, df) = value_and_grad_first(x, y);
        let (g, dg) = value_and_grad_second(x, y);
        assert_pair(grad_sum(x, y), (df.0 + dg.0, df.1 + dg.1));
        assert_pair(grad_product(x, y), (df.0 * g + f * dg.0, df.1 * g + f * dg.1));
        let over = |u: f64, v: f64| (u * g - f * v) / (g * g);
        assert_pair(grad_quotient(x, y), (over(df.0, dg.0), over(df.1, dg.1)));
        let outer = grad_first(g, y);
        assert_pair(grad_composition(x, y), (outer.0 * dg.0, outer.0 * dg.1 + outer.1));
    }
}

#[test]
fn a_pullback_gives_the_same_every_time() {
    let a = [0.7, 1.3, 0.2];
    let (value, pullback) = vjp_calling(0.9, &a, 3);
    let once = pullback(1.0);
    let other = pullback(-4.0);
    assert_eq!(pullback(1.0), once);
    assert_close("four times", &[other.0], &[-4.0 * once.0], Tolerance::ROUNDING);
    assert_eq!(value_and_grad_calling(0.9, &a, 3).0.to_bits(), value.to_bits());
}
