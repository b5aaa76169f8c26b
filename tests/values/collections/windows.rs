//! Inner loops along parts of containers: windows, and loops that turn.

use chainrule::differentiate;
use chainrule_tests::check;

/// A matrix by rows times a vector, and a triangle by columns whose index may be small.
#[differentiate]
fn products(w: &[f64], x: &[f64], n: usize) -> f64 {
    let mut sum = 0.0;
    for i in 0..n {
        let start = i * n;
        let mut score = 0.0;
        for j in 0..n {
            score += w[start + j] * x[j];
        }
        for r in i + 1..n {
            score += w[start + r - i - 1] * x[r] * x[r - 1];
        }
        sum += score.tanh();
    }
    sum
}

/// Each element depends on the one before it: neither the order nor a window may change.
#[differentiate]
fn recurrence(a: &[f64], n: usize) -> f64 {
    let mut b = a.to_vec();
    for i in 1..n {
        b[i] = b[i - 1] * b[i] + a[i];
    }
    for i in 0..n - 1 {
        b[n - 2 - i] += b[n - 1 - i] * a[i];
    }
    for i in 2..n {
        b[i - 2] *= b[i];
    }
    b[0] * b[n - 1]
}

/// Two indices into one container, of which one is written.
#[differentiate]
fn neighbours(a: &[f64], n: usize) -> f64 {
    let mut sum = 0.0;
    for i in 0..n - 2 {
        let d = a[i + 2] - 2.0 * a[i + 1] + a[i];
        sum += d * d * a[i];
    }
    sum
}

/// Rows of rows, and rows that stay.
#[differentiate]
fn nested(w: &[Vec<f64>], k: usize, x: f64) -> f64 {
    let mut rows = w.to_vec();
    for i in 0..w.len() {
        for j in 0..w[i].len() {
            rows[i][j] += x * w[k][j] * w[i][j];
        }
    }
    let mut sum = 0.0;
    for i in 0..rows.len() {
        for j in 1..rows[i].len() {
            sum += rows[i][j] * rows[i][j - 1] * rows[k][j];
        }
    }
    sum
}

/// Not every iteration reaches the element, and some loops do not run at all.
#[differentiate]
fn seldom(a: &[f64], start: usize, n: usize) -> f64 {
    let mut sum = 0.0;
    for i in 0..n {
        if i > 1 {
            sum += a[start + i] * a[i - 2];
        }
    }
    for i in n..n {
        sum += a[start + i + 100];
    }
    for i in (start..n).rev() {
        sum += a[i - start] * a[i] * sum;
    }
    for i in (0..n).step_by(2) {
        sum += a[start + i] * a[i];
    }
    sum
}

/// The place of the window changes in the loop.
#[differentiate]
fn moving(a: &[f64], n: usize) -> f64 {
    let mut start = 0;
    let mut b = vec![0.0; 2 * n + 1];
    for i in 0..n {
        b[start + i] += a[i] * a[i];
        start += 1;
        b[start + i] *= a[0];
    }
    let mut sum = 0.0;
    for j in 0..2 * n {
        sum += b[j] * b[j + 1] + b[j];
    }
    sum
}

/// What is held constant has no shadow; what is passed twice has one.
#[differentiate]
fn held(a: &[f64], #[constant] c: &[f64], n: usize) -> f64 {
    weighted(a, c, n, 1) + weighted(c, a, n, 0) + weighted(a, a, n, 1)
}

#[differentiate]
fn weighted(a: &[f64], b: &[f64], n: usize, start: usize) -> f64 {
    let mut sum = 0.0;
    let mut carried = 1.0;
    for i in 0..n - start {
        for j in 0..n - start {
            sum += a[start + j] * b[start + i] * carried;
        }
        carried = 0.5 * sum;
    }
    sum
}

const A: [f64; 9] = [0.5, -0.2, 0.9, 0.3, 1.2, 0.7, -0.4, 0.8, 0.1];

#[test]
fn along_rows() {
    check!(products(&A, &[0.3, -0.7, 1.1], const 3));
    check!(products(&A, &[0.3, -0.7, 1.1], const 0));
    check!(nested(&[vec![0.5, 0.2, 0.7], vec![-0.4, 0.9, 0.3]], const 1, 0.8));
}

#[test]
fn elements_that_depend_on_others() {
    check!(recurrence(&[0.5, -0.2, 0.9, 0.3, 1.2], const 5));
    check!(neighbours(&[0.5, -0.2, 0.9, 0.3, 1.2, 0.7], const 6));
    check!(moving(&[0.5, -0.2, 0.9], const 3));
}

#[test]
fn seldom_and_never() {
    check!(seldom(&A, const 2, const 6));
    check!(seldom(&A, const 0, const 0));
}

#[test]
fn constant_containers() {
    check!(held(&[0.5, -0.2, 0.9], const &[0.3, 1.2, 0.7], const 3));
}
