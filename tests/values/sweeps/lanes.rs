//! Jacobians by forward mode, several directions at once, against single directions.

use chainrule::{Matrix, differentiate};

fn close(found: &Matrix, expected: &Matrix) {
    assert_eq!((found.rows(), found.cols()), (expected.rows(), expected.cols()));
    for (found, expected) in found.as_slice().iter().zip(expected.as_slice()) {
        assert!((found - expected).abs() <= 1e-13 * (1.0 + expected.abs()), "{found}, not {expected}");
    }
}

/// The columns as a matrix.
fn matrix(columns: &[Vec<f64>]) -> Matrix {
    Matrix::from_fn(columns[0].len(), columns.len(), |row, col| columns[col][row])
}

fn unit<const N: usize>(index: usize) -> [f64; N] {
    core::array::from_fn(|other| if other == index { 1.0 } else { 0.0 })
}

/// Three inputs, where the program overwrites, branches and leaves early.
#[differentiate]
fn three(p: [f64; 3], k: f64, n: usize) -> Vec<f64> {
    let mut p = p;
    let mut out = Vec::new();
    for i in 0..n {
        p[i % 3] *= p[(i + 1) % 3] - 0.5;
        if p[i % 3] > 2.0 {
            p[i % 3] = k;
        }
        out.push(p[0] * k - p[2].sin() / (1.0 + p[1] * p[1]));
        if p[i % 3] < -5.0 {
            out.push(3.0);
            break;
        }
    }
    out.push(k);
    out
}

#[test]
fn single_directions_give_the_same_columns() {
    for n in 0..9 {
        let (p, k) = ([1.5, -0.7, 3.2], 0.8);
        let columns: Vec<Vec<f64>> =
            (0..4).map(|col| jvp_three(p, unit(col), k, if col == 3 { 1.0 } else { 0.0 }, n).1).collect();
        close(&jacobian_three(p, k, n), &matrix(&columns));
    }
}

/// More inputs than are taken at once, in two runs and in more.
#[differentiate]
fn nine(x: [f64; 9]) -> [f64; 10] {
    let mut out = [1.0; 10];
    for i in 0..9 {
        out[i + 1] = out[i] * x[i] + (x[(i * 2) % 9]).sqrt();
    }
    out
}

#[differentiate]
fn any(x: &[f64]) -> Vec<f64> {
    let total: f64 = x.iter().sum();
    let mut out: Vec<f64> = x.iter().map(|v| v * total).collect();
    out.extend_from_slice(x);
    out.push(total);
    out
}

#[test]
fn more_inputs_than_lanes() {
    let x = [0.5, 1.5, 0.7, 0.9, 1.1, 0.3, 2.5, 0.2, 1.9];
    let columns: Vec<Vec<f64>> = (0..9).map(|col| jvp_nine(x, unit(col)).1.to_vec()).collect();
    close(&Matrix::from(jacobian_nine(x)), &matrix(&columns));
    for n in [1, 7, 8, 9, 17] {
        let x: Vec<f64> = (0..n).map(|i| 0.3 + 0.1 * f64::from(i)).collect();
        let columns: Vec<Vec<f64>> = (0..x.len())
            .map(|col| {
                let mut dot = vec![0.0; x.len()];
                dot[col] = 1.0;
                jvp_any(&x, &dot).1
            })
            .collect();
        close(&jacobian_any(&x), &matrix(&columns));
    }
    assert_eq!(jacobian_any(&[]).cols(), 0);
}

/// Columns in the order of `wrt`, of parameters that are not all scalars; some are held constant.
#[differentiate(wrt(y, x))]
fn ordered(x: &[f64; 2], #[constant] k: f64, y: f64, a: &[f64]) -> [f64; 4] {
    [x[0] * y * k, x[1] * a[0], y * y, k]
}

#[test]
fn the_order_of_columns() {
    let expected =
        Matrix::from_rows([vec![1.5, 6.0, 0.0], vec![0.0, 0.0, 7.0], vec![4.0, 0.0, 0.0], vec![0.0, 0.0, 0.0]]);
    close(&jacobian_ordered(&[0.5, 2.0], 3.0, 2.0, &[7.0]), &expected);
}

/// Results in parts, flattened.
#[differentiate(jacobian)]
fn parts(x: f64, y: f64) -> (f64, [[f64; 2]; 2], Vec<f64>) {
    (x * y, [[x, y], [x * x, 2.0]], vec![y / x])
}

#[test]
fn results_in_parts() {
    let expected = Matrix::from_rows([
        vec![3.0, 2.0],
        vec![1.0, 0.0],
        vec![0.0, 1.0],
        vec![4.0, 0.0],
        vec![0.0, 0.0],
        vec![-0.75, 0.5],
    ]);
    close(&jacobian_parts(2.0, 3.0), &expected);
}

#[differentiate]
fn alone(x: f64) -> f64 {
    x * x * x
}

#[differentiate(taylor)]
fn shared(x: f64, k: f64) -> f64 {
    x.sin() * k
}

/// One function that is called has `taylor`, the other does not: then directions are taken one at a time.
#[differentiate]
fn with_both(x: f64, y: f64) -> [f64; 3] {
    let a: f64 = alone(x * y);
    [a, shared(x, y), shared(y, 2.0)]
}

#[differentiate]
fn with_lanes(x: f64, y: f64) -> [f64; 3] {
    let a: f64 = shared(x * y, x);
    [a, shared(x, y), shared(y, 2.0)]
}

#[test]
fn calls_in_lanes() {
    let (x, y) = (0.7_f64, 1.3_f64);
    let ([_, b, c], [_, d, e]) = (jacobian_with_both(x, y), jacobian_with_lanes(x, y));
    let columns = |jvp: fn(f64, f64, f64, f64) -> ([f64; 3], [f64; 3])| {
        matrix(&[jvp(x, 1.0, y, 0.0).1.to_vec(), jvp(x, 0.0, y, 1.0).1.to_vec()])
    };
    close(&Matrix::from(jacobian_with_both(x, y)), &columns(jvp_with_both));
    close(&Matrix::from(jacobian_with_lanes(x, y)), &columns(jvp_with_lanes));
    assert_eq!((b, c), (d, e));
    assert!((b[0] - x.cos() * y).abs() < 1e-15);
}

/// What cannot be written over other scalars: its directions are taken one at a time.
#[test]
fn where_lanes_are_not_to_be_had() {
    #[derive(Clone, chainrule::Differentiable)]
    struct Point {
        x: f64,
        y: f64,
    }
    #[differentiate]
    fn through_a_struct(x: f64, y: f64) -> [f64; 3] {
        let p = Point { x: x * y, y };
        [p.x, p.y, p.x * p.y]
    }
    assert_eq!(jacobian_through_a_struct(2.0, 3.0), [[3.0, 2.0], [0.0, 1.0], [9.0, 12.0]]);
    #[differentiate]
    fn narrow(x: f32, y: f32) -> [f32; 3] {
        [x * y, x, y]
    }
    assert_eq!(jacobian_narrow(2.0, 3.0), [[3.0, 2.0], [1.0, 0.0], [0.0, 1.0]]);
}
