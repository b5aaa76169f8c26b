//! Vectors that move, and results that only one arm gives.

use chainrule::differentiate;
use chainrule_tests::{check, check_pullback};

#[differentiate]
fn one_arm_returns(x: f64, n: usize) -> f64 {
    if n == 1 { x * x } else { panic!("n is 1") }
}

#[differentiate]
fn one_arm_of_a_match(x: f64, n: usize) -> f64 {
    match n {
        1 => x * x,
        _ => unreachable!(),
    }
}

#[differentiate]
fn a_match_of_one_arm(x: f64, n: usize) -> f64 {
    match n {
        _ => x * x,
    }
}

#[test]
fn results_of_one_arm() {
    check!(one_arm_returns(3.0, const 1) => 6.0);
    check!(one_arm_of_a_match(3.0, const 1) => 6.0);
    check!(a_match_of_one_arm(3.0, const 5) => 6.0);
}

#[differentiate]
fn grown(x: f64) -> Vec<f64> {
    let mut v = vec![];
    v.push(x);
    v.push(x * x);
    v
}

#[differentiate]
fn returned_early(x: f64, n: usize) -> Vec<f64> {
    let mut v = vec![x];
    if n > 1 {
        return v;
    }
    v.push(x * x);
    v
}

#[differentiate]
fn chosen(x: f64, n: usize) -> f64 {
    let a = vec![x, 2.0 * x];
    let b = vec![x * x, x];
    let c = if n > 1 { a } else { b };
    c[0] * c[1]
}

#[differentiate]
fn nested(x: f64) -> f64 {
    let m = vec![vec![x, 1.0], vec![x * x, 2.0]];
    m[0][0] * m[1][0]
}

#[differentiate]
fn by_constant_reference(x: f64, #[constant] k: &f64) -> f64 {
    x * k
}

#[test]
fn vectors_that_move() {
    check_pullback!(grown(3.0));
    check_pullback!(returned_early(3.0, const 2));
    check_pullback!(returned_early(3.0, const 0));
    check!(chosen(3.0, const 2) => 12.0);
    check!(chosen(3.0, const 0) => 27.0);
    check!(nested(3.0) => 27.0);
    assert_eq!(grad_by_constant_reference(3.0, &2.0).to_string(), "2");
}

#[differentiate]
fn total(v: Vec<f64>, x: f64) -> f64 {
    let mut sum = x;
    for value in &v {
        sum += value * value * x;
    }
    sum
}

#[differentiate]
fn moved_everywhere(x: f64, y: f64, n: usize) -> f64 {
    let v = vec![x, x * y];
    let product = v[0] * v[1];
    let pair = (v, product);
    let mut rows = Vec::new();
    let mut sum = pair.0[0] * pair.0[1] * pair.1;
    for i in 0..n {
        let row = vec![x * i as f64, y];
        let square = row[0] * row[1];
        if i % 2 == 0 {
            rows.push(row);
        } else {
            sum += total(row, square);
        }
        let fresh = vec![sum, x];
        let read = fresh[0] * fresh[1];
        let taken = fresh;
        sum += read * taken[0] + total(taken, y);
    }
    let last = rows.pop();
    let rest = rows;
    let both = (rest, last.unwrap_or(vec![x, y]));
    for row in &both.0 {
        sum += row[0] * row[1];
    }
    sum * both.1[0]
}

#[test]
fn moves_into_tuples_arms_and_calls() {
    for n in 0..4 {
        check!(moved_everywhere(0.7, 1.3, const n));
    }
}

#[differentiate]
fn read_late(a: &[f64], x: f64) -> f64 {
    let mut v = vec![x, x * x];
    let before = v[0] * v[1];
    v.push(before);
    v.swap(0, 2);
    let mut sum = 0.0;
    for value in a {
        sum += value * x;
    }
    sum * 2.0 + v[0] * v[1] + before
}

#[test]
fn a_value_made_after_a_fused_loop() {
    check!(read_late(&[0.5, 1.2], 0.9));
}

#[differentiate]
fn first_large(a: &[f64], limit: f64) -> Option<Vec<f64>> {
    let mut d = vec![1.0; a.len()];
    for _ in 0..3 {
        for i in 1..a.len() {
            d[i] = d[i - 1] * a[i] + d[i] * a[0];
        }
        if d[1] > limit {
            return Some(d);
        }
    }
    if limit > 10.0 { None } else { Some(d) }
}

#[differentiate]
fn from_first_large(a: &[f64], limit: f64) -> f64 {
    let Some(d) = first_large(a, limit) else { return a[0] * limit };
    let rows = (d, a[1]);
    let kept = Some(rows.0);
    match kept {
        Some(list) => list[1] * list[2] + rows.1,
        None => 0.0,
    }
}

#[test]
fn a_vec_that_leaves_a_loop_in_an_option() {
    for limit in [0.1, 1.3, 5.0, 20.0] {
        check!(from_first_large(&[0.7, 1.2, 0.5], limit));
    }
}
