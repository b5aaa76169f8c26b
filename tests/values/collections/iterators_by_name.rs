//! Iterators that are bound first, closures and functions by their names.

use chainrule::differentiate;
use chainrule_tests::check;

#[differentiate]
fn square(x: f64) -> f64 {
    x * x
}

#[differentiate]
fn norm(x: &[f64]) -> f64 {
    x.iter().map(|x| x * x).sum::<f64>().sqrt()
}

#[differentiate]
fn paths(xs: &[f64], rows: &[[f64; 2]]) -> f64 {
    let squares: f64 = xs.iter().copied().map(square).sum();
    let roots: f64 = xs.iter().copied().map(square).map(f64::sqrt).map(f64::exp).sum();
    let smallest = xs.iter().cloned().fold(f64::INFINITY, f64::min);
    let norms: f64 = rows.iter().map(|row| norm(row)).sum();
    let chunked: f64 = xs.chunks(2).map(norm).sum();
    let wide: f64 = xs.iter().map(|x| *x as f32).map(f64::from).sum();
    squares * roots + smallest * norms + chunked + wide
}

#[test]
fn functions_by_their_paths() {
    check!(paths(&[0.5, 1.5, 2.25], &[[1.0, 2.0], [0.5, 0.25]]));
}

#[differentiate]
fn later(xs: &[f64], n: usize) -> f64 {
    let mut w = xs[0];
    let scaled = xs.iter().map(move |x| x * w);
    w = w * w;
    let squares = (0..n).map(|i| xs[i] * xs[i]);
    let mut sum = w;
    for (a, b) in scaled.zip(squares) {
        sum += a * b * w;
    }
    sum
}

#[test]
fn an_iterator_that_is_bound_first() {
    check!(later(&[0.5, 1.5, -2.1, 0.7], const 3));
}

#[differentiate]
fn hidden_names(x: f64, k: usize, xs: &[f64], idx: &[usize]) -> f64 {
    let above = |t: f64| t > x;
    let scale = |x: f64| x * xs[k];
    let count = xs.iter().filter(|x| above(**x)).count();
    let sum: f64 = xs.iter().map(|x| scale(*x) * scale(1.0)).sum();
    let k = k + 1;
    let row = &xs[k..];
    let any = idx.iter().any(|k| row[0] > xs[*k]);
    let inner: f64 = idx.iter().map(|&k| row.iter().map(|x| x * xs[k]).sum::<f64>()).sum();
    sum * count as f64 + inner * if any { x } else { 1.0 } + scale(x)
}

#[test]
fn closures_whose_parameters_hide_names() {
    check!(hidden_names(0.6, const 0, &[0.5, 1.5, -2.1, 0.7], const &[3, 0, 3]));
}

#[differentiate]
fn named_closures(xs: &[f64], w: f64) -> f64 {
    let term = |x: &f64| x * w;
    let square = |x: f64| x * x;
    let add = |a: f64, b: f64| a + b * w;
    let pair = |x: f64| (x * w, x + w);
    let large = |x: &&f64| **x > 0.6;
    let a: f64 = xs.iter().map(term).sum();
    let b = xs.iter().copied().map(square).fold(0.0, add);
    let c: f64 = xs.iter().filter(large).map(&term).sum();
    let (p, q) = pair(a);
    let sums = xs.iter().copied().map(pair).fold((0.0, 0.0), |(s, t), (p, q)| (s + p * q, t + q));
    let f = |x| {
        let g = |y: f64| y * x;
        g(x) + g(w)
    };
    a * b + c * p * q + sums.0 * sums.1 + f(a) * f(w)
}

#[test]
fn closures_by_name_as_arguments_of_adaptors() {
    check!(named_closures(&[0.5, 1.5, -2.1, 0.7], 0.8));
}

#[differentiate]
fn taken_apart_later(xs: &[f64], ys: &[f64], w: f64) -> f64 {
    let mut sum = 0.0;
    for pair in xs.iter().zip(ys).enumerate() {
        let (i, xy) = pair;
        let (x, y) = xy;
        let mut z = pair.1.0 * w;
        z += *x * *y;
        sum += z * i as f64;
    }
    let both = xs.iter().zip(ys).map(|p| p.0 * p.1 + w).fold((0.0, 1.0), |state, v| {
        let (s, p) = state;
        (s + v, p * v)
    });
    let (s, p) = both;
    let best = xs.iter().zip(ys).max_by(|a, b| (a.0 * a.1).total_cmp(&(b.0 * b.1))).unwrap();
    sum + s * p + best.0 * *best.1
}

#[test]
fn pairs_that_are_taken_apart_later() {
    check!(taken_apart_later(&[0.5, 1.5, -2.1], &[0.7, 0.2, 0.4], 0.8));
}
