//! Arrays of fixed length, nested arrays, and loops over their elements.

use chainrule::differentiate;
use chainrule_tests::{check, check_pullback};

#[differentiate]
fn elements(a: [f64; 3], b: &[f64; 3]) -> f64 {
    a[0] * b[1] - a[2] * a[2] * b[1] + a[1]
}

#[test]
fn arrays_by_value_and_by_reference() {
    check!(elements([0.5, 1.0, -2.0], &[3.0, 0.25, 9.0]) => ([0.25, 1.0, 1.0], [0.0, -3.5, 0.0]));
}

#[differentiate]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..a.len().min(b.len()) {
        sum += a[i] * b[i];
    }
    sum
}

#[test]
fn the_dot_product_of_slices() {
    check!(dot(&[1.0, 2.0, 3.0], &[0.5, -1.0]) => ([0.5, -1.0, 0.0], [1.0, 2.0]));
}

#[differentiate]
fn literals(x: f64, y: f64) -> f64 {
    let a = [x, x * y, 2.0, y.sin()];
    let b = [x * x; 3];
    let c = [[y; 2], [x, 1.0]];
    a[1] * b[2] + a[3] * c[0][1] * c[1][0] + b[0] * a[2] + c[1][1] + a.len() as f64 * x
}

#[test]
fn array_literals_and_repeats() {
    check!(literals(0.7, 1.3));
}

#[differentiate]
fn copies(a: [f64; 2], x: f64) -> f64 {
    let mut b = a;
    b[0] *= x;
    let c = b;
    b[1] = b[0] * c[0];
    let mut d = [b, c, a];
    d[1][0] *= d[0][1];
    d[2] = d[1];
    d[1] = [x; 2];
    b[0] + b[1] * c[0] + a[0] * d[2][0] * d[1][1] + d[0][1]
}

#[test]
fn arrays_are_copied() {
    check!(copies([0.5, 1.5], 1.2));
}

#[differentiate]
fn nested(m: &[[f64; 3]; 2], n: [[f64; 2]; 2]) -> f64 {
    let mut sum = 0.0;
    for i in 0..2 {
        for j in 0..3 {
            sum += m[i][j] * n[i][j % 2] * (i + j) as f64;
        }
        let row = m[i];
        sum *= row[0] + m[1 - i][2];
    }
    sum
}

#[test]
fn nested_arrays() {
    check!(nested(&[[0.5, 1.0, 2.0], [-0.3, 0.8, 1.4]], [[1.1, 0.9], [0.4, -1.2]]));
}

#[differentiate]
fn rows(m: &[[f64; 3]], x: f64) -> f64 {
    let mut sum = x;
    for (i, row) in m.iter().enumerate() {
        let mut product = 1.0 + i as f64;
        for v in row {
            product *= v;
        }
        sum += product * sum * row[0];
    }
    for row in m {
        for v in row.iter() {
            sum += v * v;
        }
    }
    sum
}

#[test]
fn a_slice_of_rows() {
    check!(rows(&[[0.5, 1.0, 2.0], [-0.3, 0.8, 1.4]], 0.7));
}

#[differentiate]
fn iterators(a: &[f64], b: &[f64], c: [f64; 2]) -> f64 {
    let mut sum = 0.0;
    for x in a {
        sum += x * x;
    }
    for &x in b {
        sum += x.sin();
    }
    for x in a.iter() {
        sum += x.cos() * *x;
    }
    for (i, x) in b.iter().enumerate() {
        sum += i as f64 * x * sum;
    }
    for (x, y) in a.iter().zip(b) {
        sum += x * y;
    }
    for (x, y) in a.iter().zip(b.iter()) {
        sum -= 2.0 * x / y;
    }
    for x in c {
        sum *= x;
    }
    for (i, (x, y)) in a.iter().zip(c.iter()).enumerate() {
        sum += x * y * (i + 1) as f64;
    }
    sum
}

#[test]
fn every_loop_over_elements() {
    check!(iterators(&[0.5, 1.5, -0.7], &[0.8, 2.0, 1.1], [1.3, 0.6]));
    check!(iterators(&[0.5, 1.5, -0.7], &[0.8], [1.3, 0.6]));
    check!(iterators(&[], &[], [1.3, 0.6]));
}

#[differentiate]
fn element_mutation(x: f64, y: f64) -> f64 {
    let mut a = [x, y, x * y];
    for v in &mut a {
        *v *= *v;
    }
    for v in a.iter_mut() {
        *v = v.sin() + x;
    }
    for (i, v) in a.iter_mut().enumerate() {
        *v += i as f64 * *v * y;
    }
    let b = [y, x, y];
    for (v, w) in a.iter_mut().zip(&b) {
        *v -= w * *v;
    }
    a[0] * a[1] * a[2]
}

#[test]
fn loops_that_change_the_elements() {
    check!(element_mutation(0.7, 1.3));
}

#[differentiate]
fn shadowing_loop_variable(x: f64, xs: &[f64]) -> f64 {
    let mut sum = x;
    for x in xs {
        let x = x * x;
        sum += x * sum;
    }
    sum * x
}

#[test]
fn a_loop_variable_named_like_a_parameter() {
    check!(shadowing_loop_variable(0.7, &[0.5, 1.5]));
}

#[differentiate]
fn gather(a: &[f64], index: &[usize], n: usize) -> f64 {
    let mut sum = 0.0;
    for i in 0..n {
        let k = index[i];
        sum += a[k] * a[index[k % n] / 2] * a[(i * i + 1) % a.len()];
    }
    sum
}

#[test]
fn any_index_expression() {
    check!(gather(&[0.5, 1.5, -0.7, 2.0], const &[3, 0, 3, 1], const 4));
}

#[differentiate]
fn flat_matrix(a: &[f64], x: &[f64], n: usize) -> f64 {
    let mut sum = 0.0;
    for i in 0..n {
        let mut y = 0.0;
        for j in 0..n {
            y += a[i * n + j] * x[n - 1 - j];
        }
        sum += y * y * x[i / 2];
    }
    sum
}

#[test]
fn a_matrix_in_a_flat_slice() {
    let a = [0.5, 1.2, -0.7, 0.9, -1.1, 0.4, 1.3, 0.8, -0.6];
    check!(flat_matrix(&a, &[0.3, 0.6, -0.2], const 3));
}

#[differentiate]
fn index_from_active(x: f64, table: &[f64]) -> f64 {
    let i = x.floor() as usize;
    let t = x - x.floor();
    table[i] * (1.0 - t) + table[i + 1] * t
}

#[test]
fn an_index_computed_from_an_active_value() {
    check!(index_from_active(1.25, &[0.0, 1.0, 4.0, 9.0]) => (3.0, [0.0, 0.75, 0.25, 0.0]));
}

const WIDTH: usize = 3;

#[differentiate]
fn constant_length(a: &[f64; 2 * WIDTH], b: [f64; WIDTH]) -> f64 {
    const ROWS: usize = 2;
    let mut sums = [0.0; ROWS];
    for i in 0..ROWS {
        for j in 0..WIDTH {
            sums[i] += a[i * WIDTH + j] * b[j];
        }
    }
    sums[0] * sums[ROWS - 1]
}

#[test]
fn lengths_by_constants() {
    check!(constant_length(&[0.5, 1.2, -0.7, 0.9, -1.1, 0.4], [0.3, 0.6, -0.2]));
}

#[differentiate]
fn returns_array(x: f64, a: [f64; 2]) -> [f64; 3] {
    let mut r = [x * a[0], a[1], 1.0];
    r[2] += r[0] * r[1];
    r
}

#[test]
fn an_array_as_the_result() {
    check_pullback!(returns_array(0.7, [0.5, 1.5]));
}

#[differentiate]
fn returns_matrix(x: f64, y: f64) -> [[f64; 2]; 2] {
    [[x.cos() * y, -x.sin()], [x.sin(), x.cos() / y]]
}

#[test]
fn a_matrix_as_the_result() {
    check_pullback!(returns_matrix(0.7, 1.5));
}

#[differentiate]
fn whole_rows(m: [[f64; 2]; 3], x: f64) -> f64 {
    let mut m = m;
    m[0] = m[2];
    m[2] = [m[1][0] * x, m[0][1]];
    m[1][1] *= m[2][0];
    let row = m[1];
    m[1] = m[0];
    m[0][0] + m[1][1] * row[1] + m[2][0] * m[2][1]
}

#[test]
fn rows_are_assigned_as_a_whole() {
    check!(whole_rows([[0.5, 1.2], [0.9, -1.1], [0.4, 1.3]], 0.8));
}
