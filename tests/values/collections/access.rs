//! Elements by `first`, `last`, `get`, and slices taken apart.

use chainrule::differentiate;
use chainrule_tests::{check, check_effect};

#[differentiate]
fn ends(a: &[f64], n: usize) -> f64 {
    let mut v = a.to_vec();
    for i in 0..n {
        let first = *v.first().unwrap();
        let last = v.last().unwrap();
        let product = first * last;
        v.push(product.sin());
        *v.last_mut().unwrap() *= first + i as f64;
        *v.first_mut().expect("it is not empty") += product;
        *v.get_mut(i).unwrap() *= v[1];
        let third = v.get(2).unwrap() * 2.0;
        v[1] += third;
    }
    let end = v.last_mut().unwrap();
    *end *= *end;
    *end + v[0]
}

#[test]
fn elements_at_the_ends() {
    for n in 0..4 {
        check!(ends(&[0.5, 1.2, -0.7], const n));
    }
}

#[differentiate]
fn padded(a: &[f64], x: f64, n: usize) -> f64 {
    let mut sum = 0.0;
    for i in 0..n {
        let here = a.get(i).copied().unwrap_or(x);
        let there = *a.get(i + 2).unwrap_or(&0.5);
        let beyond = a.get(i + 1).copied().unwrap_or_default();
        sum += here * there * (i as f64 + 1.0) + beyond * beyond;
    }
    sum * a.last().copied().unwrap_or(x * x)
}

#[test]
fn elements_that_may_be_missing() {
    for n in 0..5 {
        check!(padded(&[0.5, 1.2, -0.7], 0.9, const n));
    }
    check!(padded(&[], 0.9, const 2));
}

#[differentiate]
fn in_patterns(a: &[f64], x: f64, i: usize) -> f64 {
    let mut v = a.to_vec();
    let mut sum = x;
    if let Some(value) = v.get(i) {
        sum += value * value;
    }
    if let Some(&value) = v.first() {
        sum *= value;
    } else {
        sum *= x;
    }
    match v.last() {
        Some(value) if *value > 1.0 => sum += value * x,
        Some(value) => sum -= value,
        None => sum = sum * 2.0,
    }
    if let Some(value) = v.get_mut(i) {
        *value *= sum;
    }
    let Some(last) = v.last() else { return sum };
    sum * last
}

#[test]
fn elements_in_patterns() {
    for i in 0..4 {
        check!(in_patterns(&[0.5, 1.2, 1.7], 0.9, const i));
        check!(in_patterns(&[0.5, 1.2], 0.9, const i));
    }
    check!(in_patterns(&[], 0.9, const 0));
}

#[differentiate]
fn split(a: &[f64], k: usize) -> f64 {
    let (left, right) = a.split_at(k);
    let mut sum = 0.0;
    for x in left {
        for y in right {
            sum += x * y * y;
        }
    }
    let (head, tail) = a.split_first().unwrap();
    let (end, front) = a.split_last().unwrap();
    sum + head * end + tail.len() as f64 * front[0]
}

#[test]
fn a_slice_taken_apart() {
    for k in 0..4 {
        check!(split(&[0.5, 1.2, -0.7], const k));
    }
}

#[differentiate]
fn butterfly(a: &mut [f64], k: usize) {
    let (left, right) = a.split_at_mut(k);
    for i in 0..left.len().min(right.len()) {
        let (x, y) = (left[i], right[i]);
        left[i] = x + y * y;
        right[i] = x * y;
    }
    left.swap(0, k - 1);
}

#[test]
fn two_halves_of_one_slice() {
    for k in 1..4 {
        check_effect!(butterfly(&mut [0.5, 1.2, -0.7, 1.6], const k));
    }
}

#[differentiate]
fn mix(left: &mut [f64], right: &mut [f64], factor: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..left.len().min(right.len()) {
        left[i] *= right[i] * factor;
        right[i] += left[i] * left[i];
        sum += right[i];
    }
    sum
}

#[differentiate]
fn halves_as_arguments(a: &[f64], x: f64, k: usize, n: usize) -> f64 {
    let mut v = a.to_vec();
    let mut sum = 0.0;
    for _ in 0..n {
        let (left, right) = v.split_at_mut(k);
        sum += mix(left, right, x);
        mix(&mut right[1..], left, sum);
    }
    sum + v[0] * v[3]
}

#[test]
fn halves_passed_to_a_call() {
    for n in 0..3 {
        check!(halves_as_arguments(&[0.5, 1.2, -0.7, 1.6], 0.9, const 2, const n));
    }
}

#[differentiate]
fn merge_sort(a: &mut [f64]) {
    let n = a.len();
    if n < 2 {
        return;
    }
    let (left, right) = a.split_at_mut(n / 2);
    merge_sort(left);
    merge_sort(right);
    let mut merged = Vec::with_capacity(n);
    let (mut i, mut j) = (0, 0);
    while i < left.len() || j < right.len() {
        if j == right.len() || (i < left.len() && left[i] <= right[j]) {
            merged.push(left[i]);
            i += 1;
        } else {
            merged.push(right[j]);
            j += 1;
        }
    }
    a.copy_from_slice(&merged);
}

#[test]
fn a_merge_sort() {
    check_effect!(merge_sort(&mut [0.5, 1.2, -0.7, 1.6, 0.1]));
}
