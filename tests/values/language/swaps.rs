//! `mem::swap`, `mem::replace`, `mem::take`, and tuples assigned to tuples.

use std::mem;

use chainrule::differentiate;
use chainrule_tests::{check, check_effect};

#[differentiate]
fn swapped_numbers(x: f64, y: f64, n: usize) -> f64 {
    let (mut a, mut b) = (x, x * y);
    for i in 0..n {
        a = a * b + i as f64;
        std::mem::swap(&mut a, &mut b);
        if i % 2 == 0 {
            core::mem::swap(&mut b, &mut a);
            b *= a;
        }
    }
    a * a + 3.0 * b
}

#[test]
fn numbers_swapped_in_a_loop() {
    for n in 0..5 {
        check!(swapped_numbers(0.7, 0.4, const n));
    }
}

#[differentiate]
fn heat(start: &[f64], rate: f64, steps: usize) -> f64 {
    let mut now = start.to_vec();
    let mut next = vec![0.0; now.len()];
    for _ in 0..steps {
        for i in 0..now.len() {
            let left = if i == 0 { now[i] } else { now[i - 1] };
            next[i] = now[i] + rate * (left - now[i]) * now[i];
        }
        mem::swap(&mut now, &mut next);
    }
    let mut sum = 0.0;
    for i in 0..now.len() {
        sum += now[i] * now[i] * (i as f64 + 1.0) + next[i];
    }
    sum
}

#[test]
fn two_buffers_in_turn() {
    for steps in 0..4 {
        check!(heat(&[0.5, 1.2, -0.7], 0.3, const steps));
    }
}

#[differentiate]
fn buffers_of_unequal_length(x: f64, y: f64, n: usize) -> f64 {
    let mut a = vec![x];
    let mut b = vec![y, x * y, 1.0];
    for i in 0..n {
        a.push(b[i] * x);
        mem::swap(&mut a, &mut b);
        a[0] *= b[0];
    }
    let mut sum = 0.0;
    for (i, value) in a.iter().enumerate() {
        sum += value * value * (i as f64 + 1.0);
    }
    for (i, value) in b.iter().enumerate() {
        sum += value * value * (2.0 - i as f64);
    }
    sum
}

#[test]
fn buffers_of_unequal_length_swapped() {
    for n in 0..4 {
        check!(buffers_of_unequal_length(0.7, 1.3, const n));
    }
}

#[differentiate]
fn replaced(x: f64, y: f64, n: usize) -> f64 {
    let mut v = vec![x, y];
    let mut sum = 0.0;
    for i in 0..n {
        let scaled = vec![v[0] * y, v[1] * x, i as f64];
        let old = mem::replace(&mut v, scaled);
        sum += old[0] * old[1];
    }
    let mut z = x * y;
    let before = mem::replace(&mut z, y * y);
    let taken = mem::take(&mut z);
    let rest = mem::take(&mut v);
    v.push(before * z);
    sum + rest[0] * rest[1] * taken + v[0] + before
}

#[test]
fn contents_replaced_and_taken() {
    for n in 0..4 {
        check!(replaced(0.7, 1.3, const n));
    }
}

#[differentiate]
fn taken_and_put_back(x: f64, n: usize) -> f64 {
    let mut state = (vec![x, x * x], 0.0);
    for i in 0..n {
        let mut buffer = mem::take(&mut state.0);
        buffer[0] *= buffer[1] + i as f64;
        buffer.push(buffer[0].sin());
        state.1 += buffer[buffer.len() - 1];
        state.0 = buffer;
    }
    state.1 * state.0[0] + state.0.len() as f64
}

#[test]
fn a_buffer_taken_out_of_a_tuple_and_put_back() {
    for n in 0..4 {
        check!(taken_and_put_back(0.7, const n));
    }
}

#[differentiate]
fn elements_swapped(rows: &mut [[f64; 2]; 3], i: usize, x: f64) {
    let mut row = [x, x * x];
    mem::swap(&mut rows[i], &mut row);
    rows[0][0] *= row[1];
    mem::swap(&mut rows[0][1], &mut row[0]);
    rows[2][1] += row[0] * rows[i][0];
    rows.swap(0, i);
}

#[test]
fn elements_of_a_nested_array_swapped() {
    for i in 0..3 {
        check_effect!(elements_swapped(&mut [[0.5, 1.2], [-0.7, 1.6], [0.3, 0.8]], const i, 0.9));
    }
}

#[differentiate]
fn swap_of_parameters(a: &mut Vec<f64>, b: &mut Vec<f64>) {
    a[0] *= b[1];
    mem::swap(a, b);
    b[1] += a[0] * b[0];
}

#[test]
fn parameters_swapped() {
    check_effect!(swap_of_parameters(&mut vec![0.5, 1.2], &mut vec![-0.7, 1.6]));
}

#[differentiate]
fn tuple_swaps(x: f64, y: f64, n: usize) -> f64 {
    let (mut a, mut b) = (x, y);
    let mut v = [x * y, y, 1.0];
    for i in 0..n {
        (a, b) = (b, a + b * x);
        (v[0], v[i % 3]) = (v[2] * a, v[0]);
        (a, _) = (a * v[1], 3.0);
        [v[1], v[2]] = [v[2], v[1]];
    }
    a * b + v[0] * v[1] - v[2]
}

#[test]
fn tuples_assigned_to_tuples() {
    for n in 0..4 {
        check!(tuple_swaps(0.7, 0.4, const n));
    }
}
