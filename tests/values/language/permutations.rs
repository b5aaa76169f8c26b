//! Elements that change their places: swaps, rotations, sorts.

use chainrule::differentiate;
use chainrule_tests::{check, check_effect};

#[differentiate]
fn turned(a: [f64; 4], k: usize) -> f64 {
    let mut a = a;
    a.reverse();
    a[0] *= a[1];
    a.rotate_left(k);
    a[1] += a[0] * a[2];
    a[1..].rotate_right(1);
    a[..3].reverse();
    a.swap(0, k);
    a[0] * a[1] + a[2] * a[2] * a[3]
}

#[test]
fn reversed_and_rotated() {
    for k in 0..4 {
        check!(turned([0.5, 1.2, -0.7, 1.6], const k));
    }
}

#[differentiate]
fn turned_in_a_loop(a: &[f64], n: usize) -> f64 {
    let mut v = a.to_vec();
    for i in 0..n {
        v[0] = v[0] * v[1] + v[2];
        v.rotate_left(i % 3);
        if i % 2 == 0 {
            v.reverse();
        }
        v.swap(i % 3, 1);
    }
    v[0] * v[1] + v[2]
}

#[test]
fn permutations_in_a_loop() {
    for n in 0..5 {
        check!(turned_in_a_loop(&[0.5, 1.2, -0.7], const n));
    }
}

#[differentiate]
fn sorted(a: &[f64], x: f64) -> f64 {
    let mut v = a.to_vec();
    v.push(x);
    v.sort_by(|a, b| a.partial_cmp(b).unwrap());
    let mut sum = 0.0;
    for (i, value) in v.iter().enumerate() {
        sum += value * value * (i as f64 + 1.0);
    }
    v.sort_unstable_by(|a, b| b.total_cmp(a));
    sum + v[0] * v[1]
}

#[test]
fn sorted_by_value() {
    check!(sorted(&[0.5, 1.2, -0.7, 1.6], 0.9));
    check!(sorted(&[0.5], -0.9));
}

#[differentiate]
fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len();
    if n % 2 == 1 { sorted[n / 2] } else { 0.5 * (sorted[n / 2 - 1] + sorted[n / 2]) }
}

#[test]
fn the_median() {
    check!(median(&[0.5, 1.2, -0.7, 1.6, 0.8]) => vec![0.0, 0.0, 0.0, 0.0, 1.0]);
    check!(median(&[0.5, 1.2, -0.7, 1.6]) => vec![0.5, 0.5, 0.0, 0.0]);
}

#[differentiate]
fn sorted_in_a_loop(a: &[f64], n: usize) -> f64 {
    let mut v = a.to_vec();
    let mut sum = 0.0;
    for i in 0..n {
        v[0] *= v[2].sin() + i as f64;
        v[1..].sort_by(|a, b| a.total_cmp(b));
        v.sort_unstable_by(|a, b| b.partial_cmp(a).unwrap());
        sum += v[0] * v[1];
    }
    sum + v[2]
}

#[test]
fn sorts_in_a_loop() {
    for n in 0..4 {
        check!(sorted_in_a_loop(&[0.5, 1.2, -0.7], const n));
    }
}

#[differentiate]
fn sorted_pairs(a: &[f64], keys: &[usize]) -> f64 {
    let mut pairs = Vec::new();
    for i in 0..a.len() {
        pairs.push((keys[i], a[i] * a[i]));
    }
    pairs.sort_by_key(|pair| pair.0);
    let mut sum = pairs[0].1;
    for i in 1..pairs.len() {
        sum += pairs[i].1 * pairs[i - 1].1 * i as f64;
    }
    pairs.sort_by(|a, b| b.1.total_cmp(&a.1));
    sum + pairs[0].1 * 3.0
}

#[test]
fn pairs_sorted_by_key_and_by_value() {
    check!(sorted_pairs(&[0.5, 1.2, -0.7, 1.6], const &[3, 1, 1, 0]));
}

#[differentiate]
fn sort_in_place(v: &mut [f64], rows: &mut [[f64; 2]]) {
    v.sort_by(|a, b| a.total_cmp(b));
    v[0] *= v[1];
    v.sort_by(|a, b| b.total_cmp(a));
    rows.sort_by(|a, b| (a[0] * a[1]).total_cmp(&(b[0] * b[1])));
    rows[0][0] *= rows[1][1];
}

#[test]
fn slices_sorted_behind_references() {
    check_effect!(sort_in_place(&mut [0.5, 1.2, -0.7], &mut [[1.0, 2.0], [0.5, 0.7], [3.0, 0.1]]));
}
