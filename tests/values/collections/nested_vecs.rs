//! `Vec`s of `Vec`s, and containers that live for one iteration.

use chainrule::differentiate;
use chainrule_tests::{check, check_pullback};

#[differentiate]
fn local_stacks(a: &[f64], n: usize) -> f64 {
    let mut sum = 0.0;
    for i in 0..n {
        let mut stack = vec![a[0]];
        let mut other = Vec::new();
        for (k, x) in a.iter().enumerate() {
            if k % 2 == i % 2 {
                stack.push(x * stack[stack.len() - 1]);
            } else {
                other.push(*x);
            }
        }
        other.append(&mut stack);
        while let Some(top) = other.pop() {
            sum += top * top;
            if other.len() > 3 {
                other.truncate(2);
            }
        }
        stack.push(sum);
        let moved = stack;
        sum += moved[0] * a[i];
    }
    sum
}

#[test]
fn stacks_of_an_iteration() {
    for n in 0..4 {
        check!(local_stacks(&[0.5, 1.2, -0.7, 0.3], const n));
    }
}

#[differentiate]
fn moved_rows(x: f64, n: usize) -> f64 {
    let mut rows = vec![];
    let mut kept = vec![vec![x]];
    for i in 0..n {
        let mut row = Vec::new();
        for j in 0..=i {
            row.push(x * j as f64);
        }
        row[0] += x;
        rows.push(row);
        if i % 2 == 1 {
            let last = rows.pop().unwrap();
            kept.push(last);
            kept.swap(0, i / 2);
            let first = kept.remove(0);
            rows.insert(0, first);
        }
    }
    let mut sum = 0.0;
    for row in rows.iter() {
        for v in row {
            sum += v * v;
        }
    }
    for row in &kept {
        for v in row {
            sum += v * v * 2.0;
        }
    }
    sum
}

#[test]
fn rows_moved_between_vecs() {
    for n in 0..5 {
        check!(moved_rows(0.7, const n));
    }
}

#[differentiate]
fn resized_rows(x: f64, n: usize) -> f64 {
    let mut rows = vec![vec![x; 2]; 1];
    for i in 0..n {
        let row = vec![x * i as f64, x];
        rows.resize(i + 2, row);
        rows[i][0] *= x;
        if i == 2 {
            rows.truncate(2);
        }
        rows[i / 2].resize(3, x * x);
        rows[0].clear();
        rows[0].push(x);
        rows[0].extend_from_slice(&[x, 1.0]);
    }
    let mut sum = 0.0;
    for row in &rows {
        for v in row {
            sum += v * v;
        }
    }
    sum
}

#[test]
fn rows_resized() {
    for n in 0..5 {
        check!(resized_rows(0.7, const n));
    }
}

#[differentiate]
fn whole_sets(x: f64, n: usize) -> f64 {
    let mut v = vec![x];
    let mut w = vec![];
    let mut sum = 0.0;
    for i in 0..n {
        w = v.clone();
        w.push(x * sum);
        v = w;
        sum += v[i] * v[v.len() - 1] + x;
        if i == 1 {
            v = vec![sum; 3];
        }
    }
    sum + v[0]
}

#[test]
fn vecs_assigned_as_a_whole() {
    for n in 0..5 {
        check!(whole_sets(0.7, const n));
    }
}

#[differentiate]
fn result_of_stack(mut v: Vec<f64>, x: f64) -> Vec<f64> {
    let a = v.pop().unwrap();
    let w = std::mem::take(&mut v);
    v.push(a * x);
    v.extend(w);
    v.reverse();
    v
}

#[test]
fn a_vec_result() {
    check_pullback!(result_of_stack(vec![0.5, 1.2, 3.0], 0.9));
}

#[differentiate]
fn concat(rows: &[Vec<f64>], x: f64) -> f64 {
    let all = rows.concat();
    let more = Vec::from([x, 2.0]);
    let mut sum = more[0];
    for (i, v) in all.iter().enumerate() {
        sum += v * v * (i as f64 + x);
    }
    sum
}

#[test]
fn rows_joined() {
    check!(concat(&[vec![0.5, 1.2], vec![], vec![0.7]], 0.9));
}
