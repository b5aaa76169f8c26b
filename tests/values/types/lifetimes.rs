//! Lifetimes, written and left out, and what they say about pullbacks.

use chainrule::differentiate;
use chainrule_tests::{check, check_effect, check_laws, check_pullback};

#[differentiate]
fn named<'a>(x: &'a [f64]) -> f64 {
    x[0] * x[1] + x[1].sin()
}

#[differentiate]
fn two<'a, 'b>(x: &'a [f64], y: &'b mut [f64], h: &f64) -> f64
where
    'a: 'b,
{
    y[0] *= x[1] * h;
    y[1] += y[0] * x[0];
    y[0] * y[1] + h
}

#[differentiate]
fn bounded<'long: 'short, 'short>(x: &'long [f64; 2], y: &'short f64, scale: f64) -> f64 {
    let first: &'short f64 = &x[0];
    first * y + x[1] * scale.exp()
}

#[differentiate]
fn same_lifetime<'a>(x: &'a [f64], y: &'a [f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i] * y[i] * y[i];
    }
    sum
}

#[differentiate]
fn scaled<'a>(x: &'a mut [f64], by: &'a f64) {
    for v in x {
        *v *= by;
    }
}

#[differentiate]
fn owned<'a>(x: &'a [f64], y: f64) -> Vec<f64> {
    let mut out = Vec::new();
    for v in x {
        out.push(v * y);
    }
    out
}

#[differentiate]
fn caller<'a>(x: &'a [f64], h: f64) -> f64 {
    let mut y = [x[0], h];
    let mut sum = named(x) * named(&y);
    for _ in 0..3 {
        sum += two(x, &mut y, &h);
        scaled(&mut y, &h);
        if same_lifetime(x, &y) > 0.0 {
            sum *= same_lifetime(&y, x);
        }
    }
    sum + owned(x, h)[1]
}

#[test]
fn lifetimes_are_repeated() {
    check!(named(&[0.3, -1.2]));
    check!(two(&[0.3, -1.2], &mut [0.5, 0.7], &1.1));
    check!(bounded(&[0.3, -1.2], &0.5, 0.2));
    check!(same_lifetime(&[0.3, -1.2], &[0.5, 0.7]));
    check_effect!(scaled(&mut [0.3, -1.2], &0.7));
    check_pullback!(owned(&[0.3, -1.2], 0.7));
}

#[test]
fn calls_with_lifetimes() {
    check!(caller(&[0.3, 0.9], 0.7));
    check_laws!(caller(&[0.3, 0.9], 0.7));
}

/// Binds what the pullback holds on to: that of `&` only.
#[test]
fn a_pullback_lets_go_of_what_is_behind_a_mutable_reference() {
    let x = [0.3, -1.2];
    let mut y = [0.5, 0.7];
    let (_, pullback) = vjp_two(&x, &mut y, &2.0);
    y[0] = 3.0;
    let mut y_bar = [0.0; 2];
    let (x_bar, h_bar) = pullback(1.0, &mut y_bar);
    assert!(x_bar[0] != 0.0 && h_bar != 0.0 && y[0] == 3.0);
}
