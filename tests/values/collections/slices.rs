//! Borrowed parts of arrays: slices, rows, elements behind references.

use chainrule::differentiate;
use chainrule_tests::check;

#[differentiate]
fn parts(x: &[f64], k: usize) -> f64 {
    let left = &x[..k];
    let right = &x[k..];
    let middle = &x[1..=2];
    let mut sum = 0.0;
    for i in 0..left.len() {
        sum += left[i] * right[i];
    }
    sum * middle[0] * middle[1] + right[right.len() - 1]
}

#[test]
fn slices_of_a_slice() {
    check!(parts(&[0.9, -0.5, 0.4, -1.2, 0.3], const 2));
    check!(parts(&[0.9, -0.5, 0.4, -1.2, 0.3], const 0));
}

#[differentiate]
fn rows(a: &[f64], n: usize) -> f64 {
    let mut sum = 1.0;
    for i in 0..n {
        let row = &a[i * n..(i + 1) * n];
        for j in 0..n {
            sum += row[j] * sum * a[j * n + i];
        }
    }
    sum
}

#[test]
fn rows_of_a_flat_matrix() {
    check!(rows(&[0.9, -0.5, 0.4, 0.2], const 2));
}

#[differentiate]
fn moving_window(a: &[f64], n: usize) -> f64 {
    let mut k = 0;
    let mut sum = 0.0;
    while k + 2 <= n {
        let window = &a[k..k + 2];
        k += 1;
        sum += window[0] * window[1];
        let inner = &window[1..];
        k += n % 2;
        sum *= 1.0 + inner[0];
    }
    sum
}

#[test]
fn a_slice_keeps_the_bounds_it_was_made_with() {
    check!(moving_window(&[0.9, -0.5, 0.4, -1.2, 0.3], const 5));
    check!(moving_window(&[0.9, -0.5, 0.4, -1.2], const 4));
}

#[differentiate]
fn element_references(a: &[f64], m: &[[f64; 2]; 2], x: &f64) -> f64 {
    let first = &a[0];
    let row = &m[1];
    let corner = &row[0];
    let mut sum = first * x;
    for i in 0..2 {
        let v = &m[i][1 - i];
        sum += v * *corner + *v * sum;
    }
    sum * first.sin() * x.cos() + row[1] - *x
}

#[test]
fn references_to_elements() {
    check!(element_references(&[0.9, -0.5], &[[0.4, -1.2], [0.3, 0.8]], &0.7));
}

#[differentiate]
fn copied_then_changed(a: &mut [f64]) -> f64 {
    let first = a[0];
    let copy = a[1..3].to_vec();
    a[0] = first * copy[0];
    a[1] *= copy[1];
    a[2] = a[0] * a[1] * first;
    a[2] + copy[0] * copy[1]
}

#[test]
fn copies_keep_what_is_overwritten() {
    check!(copied_then_changed(&mut [0.9, -0.5, 0.4]));
}

#[differentiate]
fn through_reference(x: &mut f64, y: &f64, a: &mut [f64; 2]) -> f64 {
    *x *= *y;
    a[0] = *x * a[1];
    *x += a[0] * y;
    a[1] -= *x;
    x.sin() * a[1]
}

#[test]
fn scalars_behind_references() {
    check!(through_reference(&mut 0.9, &1.4, &mut [0.3, 0.8]));
}

#[differentiate]
fn local_reference(x: f64, a: [f64; 3]) -> f64 {
    let y = x * a[0];
    let r = &y;
    let b = &a;
    let whole = &b[..];
    let mut sum = *r * b[1];
    for v in whole {
        sum += v * r;
    }
    sum + whole[2] * y
}

#[test]
fn references_to_locals() {
    check!(local_reference(0.6, [0.9, -0.5, 0.4]));
}

#[differentiate]
fn loops_over_parts(a: &[f64], n: usize) -> f64 {
    let mut sum = 0.0;
    for x in &a[1..] {
        sum += x * x;
    }
    for (i, x) in a[..n].iter().enumerate() {
        sum += x * i as f64 * sum;
    }
    for (x, y) in a[..n].iter().zip(&a[a.len() - n..]) {
        sum += x * y;
    }
    sum
}

#[test]
fn loops_over_slices_of_slices() {
    check!(loops_over_parts(&[0.9, -0.5, 0.4, -1.2, 0.3], const 3));
    check!(loops_over_parts(&[0.9, -0.5, 0.4, -1.2, 0.3], const 0));
}

#[differentiate]
fn changed_parts(a: &mut [f64], x: f64) -> f64 {
    for v in &mut a[1..3] {
        *v *= x;
    }
    for (i, v) in a[..2].iter_mut().enumerate() {
        *v += x * i as f64;
    }
    a[2..].fill(x * x);
    a[0] * a[1] * a[2] + a[3] * a[3]
}

#[test]
fn slices_that_change() {
    check!(changed_parts(&mut [0.9, -0.5, 0.4, -1.2], 1.3));
}

#[differentiate]
fn matrix_slices(m: &mut [[f64; 2]], n: usize) -> f64 {
    let mut sum = 0.0;
    for i in 0..n {
        let previous = m[i];
        for j in 0..2 {
            m[i + 1][j] = m[i + 1][j] * previous[1 - j] + sum;
            sum += m[i + 1][j];
        }
        m[i] = [sum; 2];
    }
    for row in &m[1..] {
        sum += row[0] * row[1];
    }
    sum
}

#[test]
fn a_mutable_slice_of_rows() {
    check!(matrix_slices(&mut [[0.9, -0.5], [0.4, -1.2], [0.3, 0.8]], const 2));
}
