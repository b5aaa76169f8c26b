//! Iterators collected into containers, and arrays made of functions.

use std::array;

use chainrule::differentiate;
use chainrule_tests::{check, check_pullback};

#[differentiate]
fn scaled(xs: &[f64], w: f64) -> Vec<f64> {
    xs.iter().map(|x| x * w).collect()
}

#[differentiate]
fn named(xs: &[f64], w: f64) -> f64 {
    let squares: Vec<f64> = xs.iter().map(|x| x * x).collect();
    let mut more = squares.iter().map(|s| s * w).collect::<Vec<_>>();
    more.push(w * w);
    more[0] *= 2.0;
    let positive: Vec<_> = xs.iter().copied().filter(|x| *x > 0.0).collect();
    let sum: f64 = squares.iter().zip(&more).map(|(a, b)| a * b).sum();
    sum * positive.iter().sum::<f64>() + more[more.len() - 1]
}

#[differentiate]
fn backwards(xs: &[f64], w: f64) -> Vec<f64> {
    let mut all: Vec<f64> = xs.iter().rev().map(|x| x * w).collect();
    let upper: Vec<f64> = (1..xs.len()).map(|i| xs[i] * xs[i - 1]).collect();
    let every: Vec<f64> = (0..xs.len()).step_by(2).map(|i| xs[i] * w).collect();
    let up: Vec<f64> = (0..=xs.len() - 1).rev().map(|i| xs[i] * w * i as f64).collect();
    for (i, u) in upper.iter().enumerate() {
        all[i] += u * every[i / 2] * up[i];
    }
    all.truncate(2);
    all
}

#[test]
fn the_order_of_collected_items() {
    check_pullback!(backwards(&[0.5, 1.5, -2.0, 0.7], 0.7));
}

#[test]
fn a_vector_as_result_and_on_the_way() {
    check_pullback!(scaled(&[0.5, 1.5, -2.0], 0.7));
    check_pullback!(scaled(&[], 0.7));
    check!(named(&[0.5, 1.5, -2.0], 0.7));
}

#[differentiate]
fn matrices(m: &[[f64; 2]], w: f64) -> f64 {
    let rows: Vec<Vec<f64>> = m.iter().map(|row| row.iter().map(|x| x * w).collect()).collect();
    let gram: Vec<Vec<f64>> = (0..rows.len())
        .map(|i| (0..rows.len()).map(|j| rows[i].iter().zip(&rows[j]).map(|(a, b)| a * b).sum()).collect())
        .collect();
    let flat: Vec<f64> = gram.iter().flatten().copied().collect();
    let pairs: Vec<(f64, usize)> = flat.iter().enumerate().map(|(i, x)| (x * w, i)).collect();
    let corners: Vec<[f64; 2]> = m.iter().map(|[a, b]| [a * b, b * w]).collect();
    let mut sum = 0.0;
    for (x, i) in &pairs {
        sum += x * *i as f64;
    }
    for [a, b] in corners {
        sum += a * b;
    }
    sum + gram[0][1] * flat[2]
}

#[test]
fn vectors_of_vectors() {
    check!(matrices(&[[0.5, 1.5], [-0.3, 0.8], [1.1, 0.2]], 0.7));
}

#[differentiate]
fn in_place(xs: &[f64], n: usize) -> f64 {
    let mut state: Vec<f64> = xs.to_vec();
    for k in 0..n {
        state = state.iter().enumerate().map(|(i, x)| x * xs[(i + k) % xs.len()] + 0.1).collect();
        let mean = state.iter().sum::<f64>() / state.len() as f64;
        state.iter_mut().for_each(|x| *x -= mean * *x);
    }
    state.into_iter().fold(1.0, |p, x| p * x)
}

#[test]
fn a_vector_that_replaces_itself() {
    check!(in_place(&[0.5, 1.5, -0.7], const 3));
    check!(in_place(&[0.5], const 0));
}

#[differentiate]
fn unzipped(xs: &[f64], w: f64) -> f64 {
    let (a, b): (Vec<f64>, Vec<f64>) = xs.iter().map(|x| (x * w, x * x)).unzip();
    let (small, index): (Vec<_>, Vec<_>) =
        xs.iter().copied().enumerate().filter(|(_, x)| *x < 1.0).map(|(i, x)| (x, i)).unzip();
    let mut sum = 0.0;
    for (x, i) in small.iter().zip(&index) {
        sum += x * a[*i];
    }
    sum + a[0] * b[1]
}

#[test]
fn pairs_taken_apart() {
    check!(unzipped(&[0.5, 1.5, -0.7], 0.6));
}

#[differentiate]
fn of_functions(x: f64, a: [f64; 3]) -> f64 {
    let powers: [f64; 4] = array::from_fn(|i| x.powi(i as i32));
    let scaled = a.map(|v| v * x);
    let table: [[f64; 3]; 2] = std::array::from_fn(|i| std::array::from_fn(|j| a[j] * (i as f64 + x)));
    let nested = table.map(|row| row.map(|v| v * v));
    let sines = a.map(f64::sin);
    let pairs = a.map(|v| (v, v * x));
    let dot: f64 = powers.iter().zip(&scaled).map(|(p, s)| p * s).sum();
    dot + nested[1][2] * sines[0] + pairs[1].1 * pairs[2].0 + powers[3]
}

#[test]
fn arrays_of_functions() {
    check!(of_functions(0.7, [0.5, 1.5, -0.3]));
}

#[differentiate]
fn returned(x: f64, y: f64) -> [f64; 3] {
    [x, y, x * y].map(|v| v.exp() * x)
}

#[differentiate]
fn softmax(x: &[f64]) -> Vec<f64> {
    let max = x.iter().cloned().fold(f64::NEG_INFINITY, f64::max);
    let exps: Vec<f64> = x.iter().map(|v| (v - max).exp()).collect();
    let sum: f64 = exps.iter().sum();
    exps.iter().map(|e| e / sum).collect()
}

#[test]
fn results() {
    check_pullback!(returned(0.7, 0.4));
    check_pullback!(softmax(&[0.5, 1.5, -2.0]));
}

#[differentiate]
fn layer(weights: &[Vec<f64>], bias: &[f64], input: &[f64]) -> Vec<f64> {
    weights
        .iter()
        .zip(bias)
        .map(|(row, b)| (row.iter().zip(input).map(|(w, x)| w * x).sum::<f64>() + b).tanh())
        .collect()
}

#[differentiate]
fn network(w: &[Vec<f64>], b: &[f64], x: &[f64], y: &[f64]) -> f64 {
    let hidden = layer(w, b, x);
    let output = layer(w, b, &hidden);
    output.iter().zip(y).map(|(o, y)| (o - y).powi(2)).sum::<f64>() / y.len() as f64
}

#[test]
fn a_small_network() {
    let w = [vec![0.1, -0.2], vec![0.4, 0.3]];
    check_pullback!(layer(&[vec![0.1, -0.2], vec![0.4, 0.3]], &[0.1, 0.2], &[0.5, -0.7]));
    check!(network(&w, &[0.1, 0.2], &[0.5, -0.7], &[0.3, 0.6]));
}

#[differentiate]
fn inside_of_expressions(xs: &[f64], w: f64) -> f64 {
    let mean = xs.iter().sum::<f64>() / xs.len() as f64;
    let variance = xs.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (xs.len() - 1) as f64;
    let all = vec![xs.iter().map(|x| x * w).sum::<f64>(), xs.iter().map(|x| x + w).product(), variance.sqrt()];
    let top = [mean, w, all[1]].iter().copied().fold(0.0, |m, x| m + x * x);
    if xs.iter().map(|x| x * x).sum::<f64>() > w {
        all.iter().map(|x| x * top).sum::<f64>().max(w)
    } else {
        all[0] * all[2]
    }
}

#[test]
fn consumers_as_operands() {
    check!(inside_of_expressions(&[0.5, 1.5, -0.7], 0.6));
    check!(inside_of_expressions(&[0.5, 1.5, -0.7], 6.0));
}

/// The length of what is collected is computed first.
mod lengths_of_inclusive_parts {
    use chainrule::differentiate;

    #[differentiate]
    fn rows(x: &[f64], n: usize) -> Vec<Vec<f64>> {
        (0..n).map(|i| x[..=i].iter().map(|v| v * v * x[0]).collect()).collect()
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let list = [x, y, x * y];
        let rows = rows(&list, 3);
        let mut sum = 0.0;
        for i in 0..2 {
            let part: Vec<f64> = list[i..=i + 1].iter().map(|v| v.sin()).collect();
            sum = sum * x + part[0] * part[1];
        }
        sum + rows[2][1] * rows[1][0] + rows[0][0]
    }
    chainrule_tests::agrees!(f);
}
