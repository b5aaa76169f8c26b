//! Calls that change what is differentiated, as what a branch asks.

use chainrule::differentiate;

use super::{POINTS, exceeds_one, exceeds_three, grown, one_if_grown, zero_or_one};

#[differentiate]
fn if_condition(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    if exceeds_one(&mut a, y) {
        a[0] += a[1] * x;
    }
    a[0] * a[1]
}

#[differentiate]
fn if_not(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    if !exceeds_one(&mut a, y) {
        a[0] += a[1] * x;
    }
    a[0] * a[1]
}

#[differentiate]
fn if_and(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    if x > 0.0 && exceeds_one(&mut a, y) {
        a[0] += a[1] * x;
    }
    a[0] * a[1]
}

#[differentiate]
fn if_value(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    if grown(&mut a, y) > 1.0 {
        a[0] += a[1] * x;
    }
    a[0] * a[1]
}

#[differentiate]
fn else_if(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    if exceeds_three(&mut a, y) {
        a[0] += a[1] * x;
    } else if exceeds_three(&mut a, x) {
        a[0] += 2.0 * a[1];
    } else if exceeds_three(&mut a, x * x) {
        a[0] -= a[1];
    }
    a[0] * a[1]
}

#[differentiate]
fn branch_value(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    let z = if exceeds_three(&mut a, y) { a[1] * x } else { a[0] };
    z * a[0] * a[1]
}

#[differentiate]
fn scrutinee(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    match zero_or_one(&mut a, y) {
        0 => a[0] += a[1] * x,
        _ => a[0] *= y,
    }
    a[0] * a[1]
}

#[differentiate]
fn if_let(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    if let Some(n) = one_if_grown(&mut a, y) {
        a[n] += a[1] * x;
    }
    a[0] * a[1]
}

#[differentiate]
fn let_else(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    let Some(n) = one_if_grown(&mut a, y) else {
        return a[1] * a[0] * x;
    };
    a[n] += a[1] * x;
    a[0] * a[1]
}

#[differentiate]
fn matched(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    if matches!(one_if_grown(&mut a, y), Some(_)) {
        a[0] *= x;
    }
    a[0] * a[1]
}

#[differentiate]
fn is_some(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    if one_if_grown(&mut a, y).is_some() {
        a[0] *= x;
    }
    a[0] * a[1]
}

#[differentiate]
fn question_mark_inner(x: f64, y: f64) -> Option<f64> {
    let mut a = [x, y];
    let n = one_if_grown(&mut a, y)?;
    Some(a[n] * a[0])
}

#[differentiate]
fn question_mark(x: f64, y: f64) -> f64 {
    question_mark_inner(x, y).unwrap_or(x * y)
}

#[differentiate]
fn returned_inner(a: &mut [f64; 2], x: f64) -> bool {
    return exceeds_three(a, x * x);
}

#[differentiate]
fn returned(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    loop {
        if returned_inner(&mut a, x) || exceeds_three(&mut a, 2.0) {
            break;
        }
        a[0] += 0.5;
    }
    a[0] * a[1]
}

#[test]
fn gradients() {
    for (x, y) in POINTS {
        chainrule_tests::check!(if_condition(x, y));
        chainrule_tests::check!(if_not(x, y));
        chainrule_tests::check!(if_and(x, y));
        chainrule_tests::check!(if_value(x, y));
        chainrule_tests::check!(else_if(x, y));
        chainrule_tests::check!(branch_value(x, y));
        chainrule_tests::check!(scrutinee(x, y));
        chainrule_tests::check!(if_let(x, y));
        chainrule_tests::check!(let_else(x, y));
        chainrule_tests::check!(matched(x, y));
        chainrule_tests::check!(is_some(x, y));
        chainrule_tests::check!(question_mark(x, y));
        chainrule_tests::check!(returned(x, y));
    }
}
