//! Parts of one variable in one statement: as arguments of a call, as an index of its own element.

use chainrule::differentiate;
use chainrule_tests::{check, check_effect};

#[differentiate]
fn pair(x: &mut f64, y: &mut f64) {
    *x = *x * *y;
    *y = *y * *x;
}

#[differentiate]
fn two_parts(x: f64, y: f64) -> f64 {
    let mut t = (x, y);
    pair(&mut t.0, &mut t.1);
    t.0 * t.0 + 2.0 * t.1
}

#[test]
fn two_parts_of_one_variable() {
    check!(two_parts(0.7, 1.3));
}

#[differentiate]
fn own_index(v: &mut [f64; 4], x: f64) {
    v[v[0] as usize] = x * v[1];
    let mut w = [0, 1, 2];
    w[w[0]] = 2;
    v[w[0]] *= x;
    let k = v[0] as usize + 1;
    v[k] *= x;
    v[v[0] as usize] *= v[1];
}

#[test]
fn an_index_that_is_overwritten() {
    check_effect!(own_index(&mut [0.3, 1.2, 0.7, 1.4], 1.9));
}

#[differentiate]
fn scale_into(from: &[f64], to: &mut [f64], factor: &mut f64) {
    for i in 0..to.len().min(from.len()) {
        to[i] = from[i] * to[i] * *factor;
        *factor += to[i];
    }
}

#[differentiate]
fn halves(a: &[f64], x: f64, n: usize) -> f64 {
    let mut all = (a.to_vec(), x);
    let k = all.0.len() / 2;
    for _ in 0..n {
        let (left, right) = (&all.0[..k], &all.0[k..]);
        let first = left[0] * right[0];
        scale_into(&[first, x], &mut all.0[k..], &mut all.1);
    }
    all.0[k] * all.1
}

#[test]
fn fields_of_one_tuple_as_arguments() {
    for n in 0..3 {
        check!(halves(&[0.5, 1.2, -0.7, 1.6], 0.9, const n));
    }
}
