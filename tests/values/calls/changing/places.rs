//! Calls that change what is differentiated, where only a number of theirs is read: indices, casts, arguments, parts of values.

use chainrule::{Differentiable, differentiate};

use super::{POINTS, exceeds_three, one, three, three_and_true};

#[differentiate]
fn index(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    let b = [x * x, y * x];
    let s = b[one(&mut a, y)] * x;
    s * a[0] * a[1]
}

#[differentiate]
fn index_written(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    let mut b = [x * x, y * x];
    b[one(&mut a, y)] *= x;
    b[1] * a[0] * a[1]
}

#[differentiate]
fn index_arith(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    let mut b = [x * x, y * x, x];
    b[one(&mut a, y) + 1] *= x;
    b[2] * a[0] * a[1]
}

#[differentiate]
fn cast(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    let s = three(&mut a, y) as f64 * x;
    s + a[0] * a[1]
}

#[differentiate]
fn bound_number(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    let n = three(&mut a, y) + 2;
    a[0] * a[1] * n as f64
}

#[differentiate]
fn added_number(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    let mut n = 1;
    n += three(&mut a, y);
    n *= 1 + three(&mut a, x);
    a[0] * a[1] * n as f64
}

#[differentiate]
fn argument_outer(n: usize, x: f64) -> f64 {
    x * n as f64
}

#[differentiate]
fn argument(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    let b = argument_outer(three(&mut a, y), x * y);
    a[0] * a[1] * b
}

#[differentiate]
fn part_of_a_tuple(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    let (n, z) = (three(&mut a, y), a[1] * x);
    a[0] * z * n as f64
}

#[differentiate]
fn tuple_of_results(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    let (n, z) = three_and_true(&mut a, y);
    if z {
        a[0] *= x;
    }
    a[0] * a[1] * n as f64
}

#[differentiate]
fn length_of_a_list(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    let v = vec![x; three(&mut a, y)];
    let s: f64 = v.iter().sum();
    s * a[0] * a[1]
}

#[derive(Clone, Differentiable)]
struct Field {
    v: f64,
    #[constant]
    n: usize,
}

#[differentiate]
fn field(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    let s = Field { n: three(&mut a, y), v: a[1] * x };
    s.v * a[0] * s.n as f64
}

#[differentiate]
fn pushed(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    let mut q = Vec::new();
    q.push(one(&mut a, x));
    q.push(one(&mut a, y));
    a[q[0]] * a[q[1] - 1]
}

#[differentiate]
fn discarded(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    let _ = exceeds_three(&mut a, y);
    _ = exceeds_three(&mut a, x);
    exceeds_three(&mut a, 2.0);
    a[0] * a[1]
}

#[differentiate]
fn assigned(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    let mut ok = false;
    ok = exceeds_three(&mut a, y);
    let mut n = [false; 2];
    n[1] = exceeds_three(&mut a, x);
    ok |= exceeds_three(&mut a, y);
    if ok && n[1] {
        a[0] *= 2.0;
    }
    a[0] * a[1]
}

#[test]
fn gradients() {
    for (x, y) in POINTS {
        chainrule_tests::check!(index(x, y));
        chainrule_tests::check!(index_written(x, y));
        chainrule_tests::check!(index_arith(x, y));
        chainrule_tests::check!(cast(x, y));
        chainrule_tests::check!(bound_number(x, y));
        chainrule_tests::check!(added_number(x, y));
        chainrule_tests::check!(argument(x, y));
        chainrule_tests::check!(part_of_a_tuple(x, y));
        chainrule_tests::check!(tuple_of_results(x, y));
        chainrule_tests::check!(length_of_a_list(x, y));
        chainrule_tests::check!(field(x, y));
        chainrule_tests::check!(pushed(x, y));
        chainrule_tests::check!(discarded(x, y));
        chainrule_tests::check!(assigned(x, y));
    }
}
