//! `Vec`: built, pushed to, cloned, moved, nested.

use chainrule::differentiate;
use chainrule_tests::{check, check_pullback};

#[differentiate]
fn built(x: f64, y: f64, n: usize) -> f64 {
    let mut v = vec![0.0; n + 1];
    let w = vec![x, x * y, 3.0];
    let u = vec![x * x; n];
    v[0] = y;
    for i in 0..n {
        v[i + 1] = v[i] * w[i % w.len()] + u[i];
    }
    v[n] * w[1]
}

#[test]
fn built_by_lists_and_repeats() {
    for n in 0..4 {
        check!(built(0.7, 1.4, const n));
    }
}

#[differentiate]
fn pushed(x: f64, n: usize) -> f64 {
    let mut v = vec![x];
    for i in 0..n {
        let last = v[v.len() - 1];
        v.push(last * x + i as f64);
        if i % 2 == 1 {
            v.push(last.sin() * v[i]);
        }
    }
    let mut sum = 0.0;
    for y in &v {
        sum += y * y;
    }
    sum + v.len() as f64 * v[v.len() / 2]
}

#[test]
fn pushed_to_in_a_loop() {
    for n in 0..5 {
        check!(pushed(0.7, const n));
    }
}

#[differentiate]
fn pushed_from_nothing(a: &[f64], limit: f64) -> f64 {
    let mut kept: Vec<f64> = vec![];
    let mut places = vec![];
    for i in 0..a.len() {
        if a[i] * a[i] > limit {
            kept.push(a[i] * limit);
            places.push(i);
        }
    }
    let mut sum = 0.0;
    for k in 0..kept.len() {
        kept[k] *= kept[0];
        sum += kept[k] * a[places[k]];
    }
    sum
}

#[test]
fn filtered_into_a_vector() {
    check!(pushed_from_nothing(&[0.9, -0.5, 1.4, -1.2], 0.6));
    check!(pushed_from_nothing(&[0.9, -0.5, 1.4, -1.2], 9.0));
}

#[differentiate]
fn cloned(v: Vec<f64>, w: &Vec<f64>, s: &[f64]) -> f64 {
    let mut a = v.clone();
    let mut b = w.clone();
    let mut c = s.to_vec();
    a[0] *= b[1];
    b[0] = a[0] * v[0];
    c[1] *= c[1] * s[1];
    let d = a;
    let e = [b[0]; 2].to_vec();
    d[0] * d[1] + b[0] * w[0] + c[1] * v[1] + e[1]
}

#[test]
fn clones_are_independent() {
    check!(cloned(vec![0.5, 1.5], &vec![0.7, -1.1], &[0.9, 0.4]));
}

#[differentiate]
fn moved(mut v: Vec<f64>, x: f64) -> f64 {
    v[0] *= x;
    let mut w = v;
    w.push(x);
    v = vec![w[0], x * w[1]];
    w = v.clone();
    v[0] *= w[1];
    v[0] + w[0] * w[1]
}

#[test]
fn moved_and_assigned_again() {
    check!(moved(vec![0.5, 1.5], 0.8));
}

#[differentiate]
fn nested(rows: &[Vec<f64>], m: Vec<Vec<f64>>, x: f64) -> f64 {
    let mut t = vec![vec![x; 2]; rows.len()];
    for i in 0..rows.len() {
        for j in 0..rows[i].len() {
            t[i][j % 2] *= rows[i][j] + m[j % m.len()][0];
        }
    }
    t.push(vec![x * x, t[0][0]]);
    t[0] = t[1].clone();
    t[1][1] += t[0][1] * t[rows.len()][1];
    let mut sum = 0.0;
    for row in &t {
        sum += row[0] * row[1];
    }
    sum
}

#[test]
fn vectors_of_vectors() {
    let rows = vec![vec![0.5, 1.5, 0.9], vec![], vec![0.3]];
    check!(nested(&rows, vec![vec![0.7, 1.0], vec![1.2, -0.4]], 1.3));
}

#[differentiate]
fn ragged(n: usize, x: f64) -> f64 {
    let mut rows = vec![];
    for i in 0..n {
        let mut row = vec![x; i];
        for j in 1..i {
            row[j] = row[j - 1] * x;
        }
        rows.push(row);
    }
    let mut sum = x;
    for row in &rows {
        for v in row {
            sum += v * sum * 0.1;
        }
    }
    sum
}

#[test]
fn a_triangle_of_vectors() {
    for n in 0..5 {
        check!(ragged(const n, 0.9));
    }
}

#[differentiate]
fn in_loops(a: &[f64], n: usize) -> f64 {
    let mut state = a.to_vec();
    let mut sum = 0.0;
    for k in 0..n {
        let mut next = vec![0.0; state.len()];
        for i in 0..state.len() {
            next[i] = state[i] * state[(i + 1) % state.len()] + a[i];
        }
        state = next;
        sum += state[k % state.len()];
    }
    sum * state[0]
}

#[test]
fn a_vector_replaced_in_every_iteration() {
    for n in 0..4 {
        check!(in_loops(&[0.5, -0.3, 0.8], const n));
    }
}

#[differentiate]
fn swapped_buffers(a: &[f64], n: usize) -> f64 {
    let mut old = a.to_vec();
    let mut new = vec![0.0; a.len()];
    for _ in 0..n {
        for i in 0..a.len() {
            new[i] = old[i].sin() + old[a.len() - 1 - i] * a[0];
        }
        old.copy_from_slice(&new);
        new.fill(0.5);
        new.swap(0, 1);
        new[0] += old[1];
    }
    old[0] * new[0] * old[1]
}

#[test]
fn two_buffers_take_turns() {
    for n in 0..4 {
        check!(swapped_buffers(&[0.5, -0.3, 0.8], const n));
    }
}

#[differentiate]
fn outer(a: &[f64], b: Vec<f64>) -> Vec<f64> {
    let mut c = vec![0.0; a.len() * b.len()];
    for i in 0..a.len() {
        for j in 0..b.len() {
            c[i * b.len() + j] = a[i] * b[j];
        }
    }
    c
}

#[test]
fn a_vector_as_the_result() {
    check_pullback!(outer(&[0.5, 1.5], vec![0.7, -1.1, 0.4]));
    let seed: &[f64] = &[1.0, 2.0];
    assert_eq!(vjp_outer(&[3.0], vec![5.0, 7.0]).1(seed), (vec![19.0], vec![3.0, 6.0]));
}

#[differentiate]
fn early(v: &Vec<f64>, n: usize) -> Vec<f64> {
    if v.is_empty() {
        return vec![];
    }
    let mut w = v.clone();
    for i in 0..n {
        if w.len() > 4 {
            return w;
        }
        w.push(w[i] * v[0]);
    }
    w
}

#[test]
fn vectors_of_a_length_known_only_when_run() {
    for n in 0..4 {
        check_pullback!(early(&vec![0.5, 1.5, -0.3], const n));
    }
    check_pullback!(early(&vec![], const 3));
}

#[differentiate]
fn parameter_grows(v: Vec<f64>, x: f64) -> f64 {
    let mut v = v;
    let n = v.len();
    v.push(x * v[0]);
    v[0] = v[n] * x;
    v.push(v[0]);
    v[n + 1] * v[1]
}

#[test]
fn the_gradient_has_the_length_of_the_argument() {
    check!(parameter_grows(vec![0.5, 1.5], 0.7));
    assert_eq!(grad_parameter_grows(vec![0.5, 1.5], 0.7).0.len(), 2);
}
