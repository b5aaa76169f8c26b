//! Closures bound by `let` and called.

use chainrule::differentiate;
use chainrule_tests::{check, check_effect};

#[differentiate]
fn scaled(a: f64, x: f64, y: f64) -> f64 {
    let g = |x: f64| a * x;
    g(1.0) + g(y) * g(x)
}

#[test]
fn a_capture_and_a_parameter_that_hides_a_name() {
    check!(scaled(0.7, 1.3, -0.4));
}

#[differentiate]
fn shadowed(a: f64, x: f64) -> f64 {
    let g = |t: f64| a * t;
    let a = x * x;
    let x = g(a);
    let g2 = |t: f64| g(t) * a;
    let a = x.sin();
    let g = |t: f64| g2(t) + a;
    g(x) * a
}

#[test]
fn names_are_those_of_the_definition() {
    check!(shadowed(0.7, 1.3));
}

#[differentiate]
fn square_of_square(x: f64) -> f64 {
    let square = |t| t * t;
    square(square(x))
}

#[test]
fn a_closure_that_captures_nothing() {
    check!(square_of_square(1.3) => 4.0 * 1.3_f64.powi(3));
}

#[differentiate]
fn returning(x: f64, n: usize) -> f64 {
    let f = |t: f64, k: usize| -> f64 {
        if t > 1.0 {
            return t.sqrt() * x;
        }
        for i in 0..k {
            if i == 2 {
                return t * x;
            }
        }
        let u = t * t;
        u + x
    };
    let mut sum = 0.0_f64;
    for i in 0..n {
        sum += f(x * i as f64, i) * sum.cos();
    }
    sum + f(x, 1)
}

#[test]
fn a_return_leaves_the_closure_only() {
    check!(returning(0.4, const 6));
    check!(returning(1.4, const 3));
    check!(returning(1.4, const 0));
}

#[differentiate]
fn accumulating(xs: &[f64], w: f64) -> f64 {
    let mut total = w;
    let mut count = 0;
    let mut add = |x: f64| {
        total = total * x + w;
        count += 1;
        total * x
    };
    let mut sum = 0.0;
    for i in 0..xs.len() {
        sum += add(xs[i]);
    }
    let last = add(w) + add(w);
    sum * total + last * count as f64
}

#[test]
fn a_closure_that_changes_what_it_captures() {
    check!(accumulating(&[0.5, -0.7, 1.2], 0.9));
    check!(accumulating(&[], 0.9));
}

#[differentiate]
fn moved(x: f64, n: usize) -> f64 {
    let mut state = x;
    let mut next = move || {
        state = state * 0.5 + x;
        state
    };
    let a = next();
    state *= 3.0;
    let b = next();
    let mut sum = a * b + state;
    for _ in 0..n {
        sum += next() * state;
    }
    sum
}

#[test]
fn a_move_closure_has_copies() {
    check!(moved(0.8, const 0));
    check!(moved(0.8, const 3));
}

#[differentiate]
fn moved_before_a_change(x: f64) -> f64 {
    let mut k = x;
    let f = move |t: f64| t * k;
    k = k * k * 2.0;
    f(k) + k
}

#[test]
fn a_move_closure_keeps_the_value_at_its_definition() {
    check!(moved_before_a_change(0.8) => 3.0 * 2.0 * 0.8 * 0.8 + 4.0 * 0.8);
}

#[differentiate]
fn in_a_loop(xs: &[f64], y: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..xs.len() {
        let w = xs[i] * y;
        let term = |k: usize| w * xs[k];
        let mut j = 0;
        while j < i {
            sum += term(j) * term(i);
            j += 1;
        }
    }
    sum
}

#[test]
fn a_closure_defined_in_a_loop() {
    check!(in_a_loop(&[0.5, 1.5, -0.7, 2.0], 0.6));
}

#[differentiate]
fn in_conditions(xs: &[f64], limit: f64) -> f64 {
    let above = |x: f64| x > limit;
    let size = |x: f64| x.abs() * limit;
    let mut sum = limit;
    let mut i = 0;
    while i < xs.len() && size(xs[i]) < 5.0 {
        if above(xs[i]) || size(sum) > 10.0 {
            sum += size(xs[i]);
        } else if !above(-xs[i]) {
            sum *= xs[i];
        }
        i += 1;
    }
    sum
}

#[test]
fn a_call_in_a_condition() {
    check!(in_conditions(&[0.5, 1.5, -0.7, 2.0, 90.0, 1.0], 0.6));
    check!(in_conditions(&[0.5, 1.5, -2.7, 2.0], 1.6));
}

#[differentiate]
fn never_called(x: f64) -> f64 {
    let _unused = |t: f64| t * x;
    let _also = |t: &str| t.len() as f64 * x;
    x * 2.0
}

#[differentiate]
fn references(xs: &[f64], m: &[[f64; 2]]) -> f64 {
    let dot = |a: &[f64], b: &[f64]| {
        let mut sum = 0.0;
        for i in 0..a.len() {
            sum += a[i] * b[i];
        }
        sum
    };
    let first = |row: &[f64; 2]| row[0] * xs[0];
    dot(xs, xs) + dot(&xs[1..], &xs[..xs.len() - 1]) * first(&m[1]) + dot(&m[0], &m[1])
}

#[test]
fn arguments_by_reference() {
    check!(references(&[0.5, 1.5, -0.7], &[[1.0, 2.0], [3.0, -1.0]]));
}

#[differentiate]
fn through_references(xs: &mut [f64], y: &mut f64, k: f64) {
    let bump = |x: &mut f64, by: f64| {
        *x = *x * by + 1.0;
        *x *= k;
    };
    bump(&mut xs[0], k);
    for i in 1..xs.len() {
        let before = xs[i - 1];
        bump(&mut xs[i], before);
    }
    bump(y, xs[1]);
    bump(y, *y);
}

#[test]
fn arguments_by_mutable_reference() {
    check_effect!(through_references(&mut [0.5, 1.5, -0.7], &mut 1.1, 0.9));
}

#[differentiate]
fn patterns(p: [f64; 2], q: (f64, f64)) -> f64 {
    let cross = |[a, b]: [f64; 2], (c, d): (f64, f64)| a * d - b * c;
    let swap = |(a, b): (f64, f64)| (b * q.0, a);
    let (u, v) = swap(q);
    let pair = swap((u, p[0]));
    cross(p, q) * cross([u, v], pair) + pair.1
}

#[test]
fn patterns_and_tuples() {
    check!(patterns([0.5, 1.2], (0.7, -0.3)));
}

#[differentiate]
fn order_of_calls(x: f64) -> f64 {
    let mut k = x;
    let mut next = || {
        k *= 1.5;
        k
    };
    let a = next() - next() * 2.0 + next();
    let b = [next(), next()];
    a * b[0] / b[1] * k
}

#[test]
fn calls_with_effects_in_one_expression() {
    check!(order_of_calls(0.8));
}

#[differentiate]
fn integers(xs: &[f64], n: usize) -> f64 {
    let at = |i: usize, j: usize| i * n + j;
    let mut calls = 0;
    let mut counted = |i: usize| {
        calls += 1;
        i % xs.len()
    };
    let mut sum = 0.0;
    for i in 0..n {
        for j in 0..n {
            sum += xs[at(i, j)] * xs[counted(i + j)];
        }
    }
    sum * calls as f64
}

#[test]
fn closures_of_integers() {
    check!(integers(&[0.5, 1.2, -0.7, 0.9], const 2));
}

#[differentiate]
fn blocks(x: f64, up: bool) -> f64 {
    let f = |t: f64| match up {
        true if t > 0.5 => t * x,
        true => t.exp(),
        false => {
            let s = t.sin();
            s * s * x
        }
    };
    let g = |t: f64| if t > x { f(t) } else { f(x) * t };
    g(0.9) + g(x * 2.0)
}

#[test]
fn bodies_with_control_flow() {
    check!(blocks(0.4, const true));
    check!(blocks(1.4, const true));
    check!(blocks(1.4, const false));
}

#[differentiate]
fn with_a_call(x: f64) -> f64 {
    let f = |t: f64| square_of_square(t * x);
    let y = f(x) + f(2.0);
    (|a: f64, b: f64| a * b + x)(y, x)
}

#[test]
fn a_differentiated_function_inside_and_a_call_in_place() {
    check!(with_a_call(0.7));
}

#[test]
fn a_closure_that_is_never_called() {
    check!(never_called(0.7) => 2.0);
}

#[differentiate]
fn becomes_differentiated(xs: &[f64], w: f64) -> f64 {
    let mut state = 0.0;
    let mut add = move |v: f64| {
        let before = state;
        state += v * w;
        before * v
    };
    let mut sum = 0.0;
    for x in xs {
        sum += add(*x);
    }
    let running: f64 = xs
        .iter()
        .scan(0.0, |s, x| {
            let before = *s;
            *s += x;
            Some(before * w)
        })
        .sum();
    sum + running
}

#[test]
fn a_state_that_is_constant_at_first() {
    check!(becomes_differentiated(&[0.5, 1.5, -0.7], 0.9));
}
