//! Methods that change a `Vec` in place: what comes in, what leaves, what is dropped.

use chainrule::differentiate;
use chainrule_tests::{check, check_effect, check_pullback};

#[differentiate]
fn inserted_and_removed(a: &[f64], x: f64, i: usize, j: usize) -> f64 {
    let mut v = a.to_vec();
    v.insert(i, x * a[0]);
    v[j] *= v[i];
    let first = v.remove(j);
    v.insert(0, first * first);
    v.remove(v.len() - 1);
    let last = v.swap_remove(0);
    let mut sum = last;
    for (k, value) in v.iter().enumerate() {
        sum += value * value * (k as f64 + 0.5);
    }
    sum
}

#[test]
fn insert_and_remove_at_every_position() {
    for i in 0..4 {
        for j in 0..4 {
            check!(inserted_and_removed(&[0.5, 1.2, -0.7], 0.9, const i, const j));
        }
    }
}

#[differentiate]
fn removed_in_a_loop(a: &[f64], steps: usize) -> f64 {
    let mut v = a.to_vec();
    let mut sum = 0.0;
    for k in 0..steps {
        let i = (k * 7) % v.len();
        let taken = if k % 2 == 0 { v.remove(i) } else { v.swap_remove(i) };
        sum += taken * v[0] * (k as f64 + 1.0);
        v[0] = v[0] * v[v.len() - 1] + taken;
        if k % 3 == 0 {
            v.insert(i, taken.sin());
        }
    }
    sum
}

#[test]
fn elements_leave_a_vec_in_a_loop() {
    for steps in 0..5 {
        check!(removed_in_a_loop(&[0.5, 1.2, -0.7, 0.3, 1.9, 0.8], const steps));
    }
}

#[differentiate]
fn shortened(a: &[f64], n: usize) -> f64 {
    let mut v = a.to_vec();
    let before = v[1] * v[2];
    v.truncate(n);
    let mut sum = before;
    for x in &v {
        sum += x * x;
    }
    v.push(sum);
    v.resize(4, sum * a[0]);
    v.resize(3, 0.0);
    sum * v[2] + v[0]
}

#[test]
fn truncate_and_resize() {
    for n in 0..5 {
        check!(shortened(&[0.5, 1.2, -0.7], const n));
    }
}

#[differentiate]
fn refilled(a: &[f64], rounds: usize) -> f64 {
    let mut buffer = Vec::new();
    let mut sum = 0.0;
    for r in 0..rounds {
        buffer.clear();
        for x in a {
            buffer.push(x * (r as f64 + 1.0) + sum);
        }
        for k in 0..buffer.len() {
            sum += buffer[k] * buffer[k] * 0.1;
        }
    }
    sum
}

#[test]
fn a_buffer_cleared_and_refilled() {
    for rounds in 0..4 {
        check!(refilled(&[0.5, 1.2, -0.7], const rounds));
    }
    check!(refilled(&[], const 2));
}

#[differentiate]
fn drained(a: &[f64], lo: usize, hi: usize) -> f64 {
    let mut v = a.to_vec();
    let before = v[lo] * v[0];
    v.drain(lo..hi);
    v.push(before * before);
    v.drain(..1);
    let mut sum = before;
    for (i, x) in v.iter().enumerate() {
        sum += x * x * (1.0 + i as f64);
    }
    sum
}

#[test]
fn elements_drained_from_the_middle() {
    for (lo, hi) in [(0, 0), (0, 2), (1, 3), (2, 2), (1, 4), (0, 4)] {
        check!(drained(&[0.5, 1.2, -0.7, 1.6], const lo, const hi));
    }
}

#[differentiate]
fn joined(a: &[f64], b: &[f64], x: f64) -> f64 {
    let mut v = vec![x];
    v.extend_from_slice(a);
    v.extend_from_slice(&b[1..]);
    v.extend(a.iter());
    v.extend(&[x, 2.0]);
    v.extend(vec![x * x; 2]);
    let mut w = vec![x.sin(); 2];
    w[0] *= v[1];
    v.append(&mut w);
    w.push(v[2]);
    let mut sum = w[0];
    for (i, value) in v.iter().enumerate() {
        sum += value * value * (i as f64 + 0.3);
    }
    sum
}

#[test]
fn extend_and_append() {
    check!(joined(&[0.5, 1.2], &[0.3, -0.7, 1.6], 0.9));
    check!(joined(&[0.5, 1.2], &[0.3], 0.9));
}

#[differentiate]
fn grown_in_a_loop(a: &[f64], n: usize) -> f64 {
    let mut v = vec![];
    let mut rest = vec![];
    for i in 0..n {
        v.extend_from_slice(a);
        let last = v[v.len() - 1];
        v[i] *= last;
        rest.push(last * v[0]);
        if i % 2 == 1 {
            v.append(&mut rest);
        }
    }
    let tail = v.split_off(v.len() / 2);
    let mut sum = 0.0;
    for i in 0..tail.len().min(v.len()) {
        sum += tail[i] * v[i];
    }
    sum
}

#[test]
fn containers_grow_in_a_loop() {
    for n in 0..5 {
        check!(grown_in_a_loop(&[0.5, 1.2, -0.7], const n));
    }
}

#[differentiate]
fn rows(x: f64, y: f64, n: usize) -> f64 {
    let mut all: Vec<Vec<f64>> = Vec::new();
    for i in 0..n {
        let mut row = vec![x * i as f64];
        row.push(y);
        all.push(row);
        all[i / 2].push(x * y);
    }
    let last = all.pop().unwrap();
    all.insert(0, last);
    let taken = all.remove(n / 2);
    all.push(taken);
    all.truncate(n.max(2) - 1);
    let mut sum = 0.0;
    for (i, row) in all.iter().enumerate() {
        for (j, value) in row.iter().enumerate() {
            sum += value * value * (i + 2 * j + 1) as f64;
        }
    }
    sum
}

#[test]
fn a_vec_of_rows() {
    for n in 1..5 {
        check!(rows(0.7, 1.4, const n));
    }
}

#[differentiate]
fn through_a_reference(v: &mut Vec<f64>, x: f64) {
    let last = v.pop().unwrap();
    v.push(last * x);
    v.push(x);
    v.insert(1, last);
    v.remove(0);
    v.swap_remove(1);
}

#[test]
fn a_vec_behind_a_mutable_reference() {
    check_effect!(through_a_reference(&mut vec![0.5, 1.2, -0.7], 0.9));
}

#[differentiate]
fn calls_through_a_reference(a: &[f64], x: f64) -> f64 {
    let mut v = a.to_vec();
    for i in 0..2 {
        through_a_reference(&mut v, x * (i as f64 + 1.0));
    }
    v[0] * v[1] + v[v.len() - 1] * v[v.len() - 2]
}

#[test]
fn a_callee_changes_the_vec() {
    check!(calls_through_a_reference(&[0.5, 1.2, -0.7], 0.9));
}

#[differentiate]
fn moved_within(a: &[f64], to: usize) -> f64 {
    let mut v = a.to_vec();
    v.copy_within(1..3, to);
    v[0] *= v[to];
    let turned = [v[1], 2.0, v[0], v[2]];
    v.copy_from_slice(&turned);
    v[..2].copy_from_slice(&[a[0] * a[1], 3.0]);
    v[1..3].copy_from_slice(&a[..2]);
    let product = v[0] * v[1];
    v[2..].fill(product);
    v[0] * v[1] + v[2] * v[3]
}

#[test]
fn copies_within_a_slice() {
    for to in 0..3 {
        check!(moved_within(&[0.5, 1.2, -0.7, 1.6], const to));
    }
}

#[differentiate]
fn parameter_by_value(mut v: Vec<f64>, x: f64) -> Vec<f64> {
    v.push(x);
    let first = v.remove(0);
    v.extend_from_slice(&[first * x, 1.0]);
    v
}

#[test]
fn a_vec_by_value() {
    check_pullback!(parameter_by_value(vec![0.5, 1.2], 0.9));
}

#[differentiate]
fn two_buffers(a: &[f64], x: f64, n: usize) -> f64 {
    let mut near = vec![x];
    let mut far: Vec<f64> = Vec::new();
    let mut rows: Vec<Vec<f64>> = Vec::new();
    let mut sum = 0.0;
    for i in 0..n {
        near.clear();
        far.clear();
        rows.clear();
        for (k, v) in a.iter().enumerate() {
            if k % (i + 1) == 0 {
                near.push(v * x);
            } else {
                far.push(v * v);
            }
        }
        near.extend_from_slice(a);
        near.sort_by(|a, b| a.total_cmp(b));
        far.append(&mut near);
        near.push(far[0]);
        rows.push(vec![far[0], x]);
        if i == 1 {
            far.clear();
            far.push(x);
        }
        for v in &far {
            sum += v * v * near[0] + rows[0][1] * rows[0][0];
        }
    }
    sum
}

#[test]
fn buffers_cleared_in_every_iteration() {
    for n in 0..4 {
        check!(two_buffers(&[0.5, 1.2, -0.7], 0.9, const n));
    }
}
