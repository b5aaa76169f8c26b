//! Consumers of iterators: sums, folds, extremes, questions, and loops by `for_each`.

use chainrule::differentiate;
use chainrule_tests::check;

#[differentiate]
fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

#[test]
fn sum_of_a_map_of_a_zip() {
    check!(dot(&[0.5, 1.5, -2.0], &[1.0, 2.0, 3.0]));
    check!(dot(&[0.5, 1.5, -2.0], &[1.0]));
    check!(dot(&[], &[1.0]) => (vec![0.0; 0], vec![0.0]));
}

#[differentiate]
fn log_sum_exp(x: &[f64]) -> f64 {
    let max = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = x.iter().map(|v| (v - max).exp()).sum();
    max + sum.ln()
}

#[test]
fn a_fold_of_a_function_of_floats() {
    check!(log_sum_exp(&[0.5, 1.5, -2.0]));
    check!(log_sum_exp(&[0.5]) => vec![1.0]);
}

#[differentiate]
fn products(xs: &[f64], w: f64) -> f64 {
    let all: f64 = xs.iter().product();
    let scaled = xs.iter().map(|x| x * w + 1.0).product::<f64>();
    all * w + scaled
}

#[test]
fn a_product_with_zeros_among_the_factors() {
    check!(products(&[0.5, 1.5, -2.0], 0.7));
    check!(products(&[0.5, 0.0, -2.0], 0.7));
    check!(products(&[0.0, 0.0, -2.0], 0.7));
    check!(products(&[], 0.7) => (vec![0.0; 0], 1.0));
}

#[differentiate]
fn folds(xs: &[f64], w: f64) -> f64 {
    let horner = xs.iter().fold(0.0, |acc, x| acc * w + x);
    let sum = xs.iter().fold(w, |s, x| s + x * x);
    let (a, b) = xs.iter().fold((0.0, 1.0), |(a, b), x| (b + x, a * w));
    let (mean, count) = xs.iter().fold((0.0, 0), |(mean, n), &x| (mean + (x - mean) / (n + 1) as f64, n + 1));
    let pair = xs.iter().fold((w, w), |p, x| (p.1 * x, p.0 + x));
    let worst = xs.iter().fold(f64::INFINITY, |m, &x| m.min(x * w));
    horner * sum + a * b + mean * count as f64 + pair.0 * pair.1 + worst
}

#[test]
fn folds_with_one_state_and_with_two() {
    check!(folds(&[0.5, 1.5, -2.0, 0.7], 0.6));
    check!(folds(&[0.5], 0.6));
}

#[differentiate]
fn chosen(xs: &[f64], w: f64) -> f64 {
    let largest = xs.iter().copied().max_by(|a, b| a.total_cmp(b)).unwrap();
    let least = xs.iter().min_by(|a, b| a.partial_cmp(b).unwrap()).unwrap();
    let (i, far) = xs.iter().enumerate().max_by(|(_, a), (_, b)| a.abs().total_cmp(&b.abs())).unwrap();
    let by_part = xs.iter().enumerate().min_by(|p, q| p.1.total_cmp(q.1)).unwrap().1;
    let mapped = xs.iter().map(|x| x * x * w).max_by(|a, b| a.total_cmp(b)).unwrap();
    let some = xs.iter().filter(|x| **x > w).copied().min_by(|a, b| a.total_cmp(b)).unwrap_or(w * w);
    let key = xs.iter().max_by_key(|x| (**x * 10.0) as i64).unwrap();
    let last = xs[xs.len() - 1] * *xs.iter().last().unwrap() + xs.iter().nth(1).unwrap_or(&w) * w;
    let all = xs.iter().copied().reduce(|a, b| a * w + b).unwrap_or(0.0);
    largest * least + far * i as f64 + by_part * mapped + some + key * last + all
}

#[test]
fn one_of_the_items() {
    check!(chosen(&[0.5, 1.5, -2.1, 0.7], 0.6));
    check!(chosen(&[-0.5], 0.6));
    check!(chosen(&[0.5, 1.5], 1.6));
}

#[differentiate]
fn questions(xs: &[f64], limit: f64) -> f64 {
    let first = xs.iter().position(|x| *x > limit).unwrap_or(0);
    let count = xs.iter().filter(|x| **x < limit).count();
    let scale = |x: f64| x * limit;
    let mut sum = xs[first] * count as f64;
    if xs.iter().any(|x| scale(*x) > 1.0) {
        sum *= limit;
    }
    if xs.iter().all(|&x| x > 0.0) && xs.len() > 1 {
        sum += xs[1] * xs[0];
    }
    sum
}

#[test]
fn consumers_that_ask() {
    check!(questions(&[0.5, 1.5, -2.1, 0.7], 0.6));
    check!(questions(&[0.5, 1.5, 2.1, 0.7], 0.8));
}

#[differentiate]
fn effects(xs: &[f64], w: f64) -> f64 {
    let mut total = w;
    let mut calls = 0;
    xs.iter().enumerate().for_each(|(i, x)| {
        if i == 1 {
            return;
        }
        total = total * x + w;
        calls += 1;
    });
    let seen: f64 = xs
        .iter()
        .inspect(|x| total += **x * w)
        .map(|x| {
            calls += 1;
            x * calls as f64
        })
        .sum();
    (0..xs.len()).for_each(|i| calls += i);
    total * calls as f64 + seen
}

#[test]
fn closures_with_effects() {
    check!(effects(&[0.5, 1.5, -2.1, 0.7], 0.8));
    check!(effects(&[], 0.8));
}

#[differentiate]
fn counted_by_closures(xs: &[f64], w: f64) -> f64 {
    let mut log = Vec::new();
    let mut push = |x: f64| log.push(x * w);
    for x in xs {
        push(*x);
        push(x * x);
    }
    let mut state = w;
    let mut next = || {
        state = state * 1.1 + 0.1;
        state
    };
    let noise: Vec<f64> = xs.iter().map(|x| x * next()).collect();
    let more: f64 = (0..3).map(|_| next()).sum();
    log.iter().zip(&noise).map(|(a, b)| a * b).sum::<f64>() + more
}

#[test]
fn closures_that_change_inside_of_closures() {
    check!(counted_by_closures(&[0.5, 1.5, -1.1], 0.7));
}

#[differentiate]
fn passive_questions(xs: &[f64], w: f64) -> f64 {
    let largest = xs.iter().map(|x| (x * 10.0) as i64).max().unwrap_or(0);
    let mut order: Vec<usize> = (0..xs.len()).collect();
    order.sort_by(|a, b| xs[*a].total_cmp(&xs[*b]));
    let positive: usize = xs.iter().map(|x| usize::from(*x > 0.0)).sum();
    let median = xs[order[xs.len() / 2]];
    let ranks: f64 = order.iter().enumerate().map(|(rank, i)| xs[*i] * rank as f64).sum();
    let inverted = (1..xs.len()).filter(|&i| xs[i] < xs[i - 1]).count();
    median * w + ranks * largest as f64 + (positive + inverted) as f64 * w
}

#[test]
fn integers_from_differentiated_items() {
    check!(passive_questions(&[0.52, 1.57, -1.13], 0.7));
}

#[differentiate]
fn searched(xs: &[f64], w: f64) -> f64 {
    let a = xs.iter().find(|x| **x > 1.0).unwrap_or(&w);
    let b = xs.iter().copied().find(|x| *x < 0.0).unwrap();
    let c = xs.iter().enumerate().find(|(i, x)| *i > 0 && **x > w).unwrap();
    a * b + c.1 * c.0 as f64
}

#[test]
fn the_first_that_fits() {
    check!(searched(&[0.5, 1.5, -1.1], 0.7));
    check!(searched(&[0.9, 0.8, -1.1], 0.7));
}
