//! Calls that change what is differentiated, as the condition or the bounds of a loop.

use chainrule::differentiate;

use super::{POINTS, grown_fast, is_small, number_exceeds_half, number_exceeds_three, one_until_large, three};

#[differentiate]
fn while_condition(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    while is_small(&mut a, y) {
        a[0] += a[1] * x.abs();
    }
    a[0] * a[1]
}

#[differentiate]
fn while_value(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    while grown_fast(&mut a, y) < 8.0 {
        a[0] += a[1] * x.abs();
    }
    a[0] * a[1]
}

#[differentiate]
fn while_and(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    let mut n = 0;
    while n < 3 && grown_fast(&mut a, y) < 8.0 {
        n += 1;
        a[0] += a[1] * x.abs();
    }
    a[0] * a[1]
}

#[differentiate]
fn while_let(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    while let Some(n) = one_until_large(&mut a, y) {
        a[0] += a[n] * x.abs();
    }
    a[0] * a[1]
}

#[differentiate]
fn bounds(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    for i in 0..three(&mut a, y) {
        a[0] += a[1] * x * i as f64;
    }
    a[0] * a[1]
}

#[differentiate]
fn both_bounds(x: f64, y: f64) -> f64 {
    let mut a = [x, y];
    for i in three(&mut a, y)..=three(&mut a, x) + 1 {
        a[0] += a[1] * x * i as f64;
    }
    a[0] * a[1]
}

#[differentiate]
fn elements_in_order(x: f64, y: f64) -> f64 {
    let mut a = vec![x, y, x * y];
    let mut n = 0;
    for v in a.iter_mut() {
        if number_exceeds_three(v, x) {
            n += 1;
        }
    }
    a[0] * a[1] + a[2] * n as f64
}

#[differentiate]
fn elements_that_stay(x: f64, y: f64) -> f64 {
    let mut a = vec![x, y, x * y];
    let n = a.iter_mut().filter_map(|v| if number_exceeds_half(v, x) { Some(*v) } else { None }).sum::<f64>();
    a[0] * a[1] + a[2] * n
}

#[test]
fn gradients() {
    for (x, y) in POINTS {
        chainrule_tests::check!(while_condition(x, y));
        chainrule_tests::check!(while_value(x, y));
        chainrule_tests::check!(while_and(x, y));
        chainrule_tests::check!(while_let(x, y));
        chainrule_tests::check!(bounds(x, y));
        chainrule_tests::check!(both_bounds(x, y));
        chainrule_tests::check!(elements_in_order(x, y));
        chainrule_tests::check!(elements_that_stay(x, y));
    }
}
