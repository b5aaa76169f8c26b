//! Iterators: sources, adaptors and the consumers that give a number.

use chainrule::differentiate;
use chainrule_tests::{check, check_effect};

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
fn ranges(x: f64, a: &[f64], n: usize) -> f64 {
    let up: f64 = (0..n).map(|i| x.powi(i as i32) * a[i]).sum();
    let down: f64 = (1..=n).rev().map(|i| x / i as f64).sum();
    let steps: f64 = (0..a.len()).step_by(2).map(|i| a[i] * x).sum();
    let empty: f64 = (n..0).map(|i| a[i] * x).sum();
    let mut each = 0.0;
    for y in (0..n).map(|i| a[i] * x) {
        each += y * y;
    }
    up * down + steps * each + empty
}

#[test]
fn ranges_mapped_and_summed() {
    check!(ranges(0.7, &[1.0, -2.0, 0.5, 3.0, 0.1], const 4));
    check!(ranges(0.7, &[], const 0));
}

#[differentiate]
fn positions(a: &[f64], b: &[f64], w: f64) -> f64 {
    let mut sum = 0.0;
    for (i, x) in a.iter().enumerate().skip(1).step_by(2) {
        sum += x * w * i as f64;
    }
    for (x, y) in a.iter().rev().zip(b.iter().skip(1)) {
        sum += x * y;
    }
    for (i, (x, y)) in a.iter().zip(b).enumerate().rev() {
        sum = sum * w + x * y * i as f64;
    }
    for (x, i) in a.iter().take(3).zip(1..) {
        sum += x * x * i as f64;
    }
    for (i, x) in a.iter().rev().enumerate() {
        sum *= 1.0 + x * 0.1 * i as f64;
    }
    for x in a[1..].iter().rev().skip(1).rev() {
        sum += x * sum;
    }
    for x in a.iter().skip(100).chain(b.iter().take(0)) {
        sum += x;
    }
    for (x, w) in a.iter().zip(std::iter::repeat(w)).step_by(3) {
        sum += x * w * w;
    }
    sum
}

#[test]
fn adaptors_that_are_index_arithmetic() {
    check!(positions(&[0.5, 1.5, -2.0, 0.3, 0.9], &[1.0, 2.0, 3.0], 0.8));
    check!(positions(&[0.5, 1.5], &[1.0, 2.0, 3.0, 4.0], 0.8));
    check!(positions(&[0.7], &[], 0.8));
}

#[differentiate]
fn parts(a: &[f64], n: usize) -> f64 {
    let mut sum = 0.0;
    for chunk in a.chunks(n) {
        let mut product = 1.0;
        for x in chunk {
            product *= x;
        }
        sum += product * chunk.len() as f64 * chunk[0];
    }
    let smooth: f64 = a.windows(2).map(|w| (w[1] - w[0]) * (w[1] - w[0])).sum();
    let pairs: f64 = a.chunks_exact(2).map(|p| p[0] * p[1]).sum();
    let ends: f64 = a.windows(3).rev().step_by(2).map(|w| w[0] * w[2]).sum();
    let rows: f64 = a.chunks(2).zip(a.windows(2)).map(|(c, w)| c[0] * w[1]).sum();
    sum + smooth * pairs + ends * rows
}

#[test]
fn chunks_with_a_ragged_tail_and_windows() {
    check!(parts(&[0.5, 1.5, -2.0, 0.3, 0.9, 1.1, 0.4], const 3));
    check!(parts(&[0.5, 1.5, -2.0, 0.3], const 2));
    check!(parts(&[0.5], const 4));
    check!(parts(&[], const 4));
}

#[differentiate]
fn changed_in_chunks(a: &mut [f64], w: f64) {
    for (i, row) in a.chunks_mut(3).enumerate() {
        for x in row.iter_mut() {
            *x *= w + i as f64;
        }
        row[0] = row[row.len() - 1] * row[0];
    }
    a.iter_mut().for_each(|x| *x = x.sin() * w);
    let n = a.len();
    for (x, k) in a.iter_mut().zip(0..n).rev() {
        *x += k as f64 * w;
    }
}

#[test]
fn elements_changed_through_an_iterator() {
    check_effect!(changed_in_chunks(&mut [0.5, 1.5, -2.0, 0.3, 0.9, 1.1, 0.4], 0.7));
    check_effect!(changed_in_chunks(&mut [], 0.7));
}

#[differentiate]
fn filtered(xs: &[f64], limit: f64) -> f64 {
    let above: f64 = xs.iter().filter(|x| **x > limit).map(|x| x * x).sum();
    let below: f64 = xs.iter().copied().filter(|&x| x <= limit).map(|x| x * limit).sum();
    let even: f64 = xs.iter().enumerate().filter(|(i, _)| i % 2 == 0).map(|(_, x)| x.sin()).sum();
    let numbered: f64 = xs.iter().filter(|x| x.abs() > 0.2).enumerate().map(|(i, x)| x * i as f64).sum();
    let roots: f64 = xs.iter().filter_map(|&x| if x > 0.0 { Some(x.sqrt()) } else { None }).sum();
    let then: f64 = xs.iter().filter_map(|x| (*x < limit).then(|| x * limit)).sum();
    above * below + even * numbered + roots * then
}

#[test]
fn filter_and_filter_map() {
    check!(filtered(&[0.5, 1.5, -2.0, 0.3, 0.1, -0.7], 0.4));
    check!(filtered(&[], 0.4));
}

#[differentiate]
fn while_(xs: &[f64], limit: f64) -> f64 {
    let first: f64 = xs.iter().take_while(|x| **x < limit).map(|x| x * x).sum();
    let rest: f64 = xs.iter().skip_while(|x| **x < limit).map(|x| x * limit).sum();
    let mapped: f64 = xs.iter().map_while(|x| if *x < limit { Some(x * 2.0) } else { None }).sum();
    let mut total = 0.0;
    for (i, x) in xs.iter().filter(|x| **x > 0.3).skip(1).take(2).enumerate() {
        if i == 5 {
            continue;
        }
        total += x * x * (i + 1) as f64;
    }
    let stepped: f64 = xs.iter().filter(|x| **x != 77.0).step_by(2).sum();
    first * rest + mapped * total + stepped * stepped
}

#[test]
fn take_while_and_skip_while() {
    check!(while_(&[0.5, 0.4, 1.7, 0.35, 0.2, 2.2], 1.0));
    check!(while_(&[1.5, 0.4], 1.0));
    check!(while_(&[0.5, 0.4], 1.0));
    check!(while_(&[], 1.0));
}

#[differentiate]
fn scanned(xs: &[f64], r: f64) -> f64 {
    let running: f64 = xs
        .iter()
        .scan(1.0, |state, x| {
            *state *= 1.0 + x * r;
            Some(*state)
        })
        .map(|y| y * y)
        .sum();
    let stopped: f64 = xs
        .iter()
        .scan(r, |s, &x| {
            *s += x;
            if *s > 2.0 { None } else { Some(*s * x) }
        })
        .sum();
    running + stopped * r
}

#[test]
fn scan_keeps_a_state() {
    check!(scanned(&[0.5, 0.4, 1.7, 0.35], 0.3));
    check!(scanned(&[], 0.3));
}

#[differentiate]
fn nested(a: &[[f64; 3]], rows: &[Vec<f64>], x: f64) -> f64 {
    let norms: f64 = a.iter().map(|row| row.iter().map(|v| v * v).sum::<f64>().sqrt()).sum();
    let all: f64 = rows.iter().map(|row| row.iter().sum::<f64>() * x).sum();
    let flat: f64 = rows.iter().flatten().map(|v| v * v * x).sum();
    let triangle: f64 = (0..a.len()).flat_map(|i| (0..=i).map(move |j| (i, j))).map(|(i, j)| a[i][j] * x).sum();
    let products: f64 = a.iter().flat_map(|row| row.iter()).filter(|v| **v > 0.0).product();
    let mut stopped = 0.0;
    for v in rows.iter().flat_map(|row| row.iter().skip(1)) {
        if *v > 5.0 {
            break;
        }
        if *v < 0.0 {
            continue;
        }
        stopped += v * stopped + v;
    }
    norms * all + flat + triangle * products + stopped
}

#[test]
fn chains_inside_of_closures() {
    let a = [[0.5, 1.5, -2.0], [0.3, 0.9, 1.1], [0.7, -0.2, 0.4]];
    check!(nested(&a, &[vec![1.0, 2.0, -0.3], vec![], vec![0.4, 0.5]], 0.6));
    check!(nested(&[[0.4, 1.2, 0.3]], &[vec![1.0, 2.0], vec![0.4, 6.5, 1.0], vec![0.1, 0.2]], 0.6));
}

#[differentiate]
fn chained(a: &[f64], b: &[f64], x: f64) -> f64 {
    let sum: f64 = a.iter().chain(b).chain(&[x, x * x]).map(|v| v * v).sum();
    let mut y = x;
    'all: for (i, v) in a.iter().chain(b.iter().rev()).enumerate() {
        for k in 0..2 {
            if *v > 3.0 {
                break 'all;
            }
            if *v < -1.0 {
                continue 'all;
            }
            y = y * v + (i + k) as f64;
        }
    }
    for v in a.iter().map(|v| v * x).chain(b.iter().copied()).skip(1).take(3) {
        y += v * v;
    }
    sum * y
}

#[test]
fn chains_of_two_sources() {
    check!(chained(&[0.5, 1.5, -2.0], &[0.3, 0.9], 0.7));
    check!(chained(&[], &[0.3, 0.9, 1.2, 1.4], 0.7));
    check!(chained(&[0.5, 3.5], &[0.3], 0.7));
    check!(chained(&[], &[], 0.7));
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
fn passive(xs: &[f64], names: &[&str], idx: &[usize], on: &[bool]) -> f64 {
    let by_index: f64 = idx.iter().map(|&i| xs[i]).sum();
    let by_name: f64 = names.iter().zip(xs).map(|(name, x)| x * name.len() as f64).sum();
    let masked: f64 = xs.iter().zip(on).filter(|(_, on)| **on).map(|(x, _)| x * x).sum();
    let letters: f64 = names[0].chars().zip(xs).map(|(c, x)| if c == 'a' { *x } else { x * x }).sum();
    let mut sum = 0.0;
    for (i, c) in names[1].chars().enumerate() {
        if c != 'x' {
            sum += xs[i] * sum + xs[i];
        }
    }
    by_index * by_name + masked + letters * sum
}

#[test]
fn passive_iterators_beside_active_ones() {
    check!(passive(&[0.5, 1.5, -2.1, 0.7], const &["aba", "bxc"], const &[3, 0, 3], const &[true, false, true]));
}

#[differentiate]
fn by_value(a: [f64; 3], v: Vec<f64>, rows: [[f64; 2]; 2]) -> f64 {
    let mut sum = 0.0;
    for x in a {
        sum += x * x;
    }
    for mut x in v.clone() {
        x *= 2.0;
        sum += x * sum;
    }
    for [p, q] in rows {
        sum += p * q;
    }
    let more: f64 = rows.into_iter().map(|[p, q]| p - q * q).sum();
    sum * v.into_iter().map(|x| x.cos()).sum::<f64>() + more
}

#[test]
fn items_by_value() {
    check!(by_value([0.5, 1.5, -0.3], vec![0.2, 0.9], [[1.0, 2.0], [0.3, 0.4]]));
}

#[differentiate]
fn single(xs: &[f32], w: f32) -> f32 {
    let s: f32 = xs.iter().map(|x| x * w).sum();
    let m = xs.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    s * m + xs.iter().product::<f32>()
}

#[test]
fn singles() {
    check!(single(&[0.5, 1.5, -0.3], 0.7));
}

#[differentiate]
fn in_a_loop(xs: &[f64], w: &[Vec<f64>], n: usize) -> f64 {
    let mut state = xs[0];
    for _ in 0..n {
        let next: f64 = w.iter().map(|row| row.iter().zip(xs).map(|(a, b)| a * b).sum::<f64>() * state).sum();
        state = next.tanh() + xs.iter().fold(state, |s, x| s * 0.5 + x);
    }
    state
}

#[test]
fn chains_in_a_loop() {
    check!(in_a_loop(&[0.5, 1.5, -0.3], &[vec![0.1, 0.2, 0.3], vec![0.7, -0.2]], const 3));
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
fn zero_length(xs: &[f64], n: usize, w: f64) -> f64 {
    let a: f64 = xs.windows(n).map(|s| s[0] * w).sum();
    let b: f64 = xs.chunks_exact(n).map(|s| s[n - 1] * w).sum();
    let c: f64 = (n..2).map(|i| xs[i]).sum();
    let d: f64 = (n..2).zip(xs).map(|(i, x)| x * i as f64).sum();
    let e: f64 = xs.iter().skip(n).zip(xs.iter().rev().skip(1)).map(|(x, y)| x * y).sum();
    let f: f64 = xs.iter().take(0).rev().product();
    let g: f64 = xs.iter().enumerate().skip(n).rev().step_by(2).map(|(i, x)| x * i as f64).sum();
    let h: f64 = (0..xs.len()).rev().step_by(2).map(|i| xs[i] * w).sum();
    a + b * c + d * e + f * g + h * w
}

#[test]
fn lengths_that_do_not_fit() {
    for n in 1..7 {
        check!(zero_length(&[0.5, 1.5, -2.1, 0.7], const n, 0.8));
    }
    check!(zero_length(&[], const 3, 0.8));
}

#[differentiate]
fn written(m: &[Vec<f64>], x: &[f64], out: &mut [f64], k: f64) {
    for (row, y) in m.iter().zip(out.iter_mut()) {
        *y = row.iter().zip(x).map(|(a, b)| a * b).sum::<f64>() * *y;
    }
    for (i, y) in out.iter_mut().enumerate().rev() {
        *y += k * i as f64;
    }
    out.iter_mut().zip(x).for_each(|(y, x)| *y *= x);
    for y in out.iter_mut().filter(|y| **y > 0.1) {
        *y = y.sqrt();
    }
    let last = out.len() - 1;
    for pair in out.chunks_exact_mut(2) {
        pair[0] += pair[1] * k;
    }
    out[last] *= out.iter().sum::<f64>();
}

#[test]
fn elements_written_through_zips() {
    check_effect!(written(&[vec![0.5, 0.2], vec![-0.7, 0.9], vec![0.1]], &[0.4, 1.2, 0.8], &mut [0.6, 1.1, 0.3], 0.7));
}

#[differentiate]
fn exits(xs: &[f64], limit: f64) -> f64 {
    let mut sum = 0.0;
    for x in xs.iter().map(|x| x * x).filter(|x| *x > 0.1) {
        if x > limit {
            return sum * x;
        }
        sum += x * limit;
    }
    let first = |xs: &[f64]| {
        for x in xs.iter().rev() {
            if *x < 0.0 {
                return *x * limit;
            }
        }
        limit
    };
    let found = 'search: {
        for (a, b) in xs.iter().zip(xs.iter().skip(1)) {
            if a * b < 0.0 {
                break 'search a - b;
            }
        }
        1.0
    };
    sum * first(xs) + found
}

#[test]
fn jumps_out_of_iterators() {
    check!(exits(&[0.5, 1.5, -1.1, 0.2], 9.0));
    check!(exits(&[0.5, 1.5, -1.1, 0.2], 2.0));
    check!(exits(&[0.5, 1.5, 1.1, 0.2], 9.0));
    check!(exits(&[], 9.0));
}

#[differentiate]
fn recorded(xs: &[f64], n: usize) -> f64 {
    let mut v: Vec<f64> = xs.iter().map(|x| x.sin()).collect();
    for k in 0..n {
        let mean = v.iter().sum::<f64>() / v.len() as f64;
        let spread = v.iter().map(|x| (x - mean).powi(2)).sum::<f64>();
        for x in v.iter_mut() {
            *x = (*x - mean) / (spread + 1.0);
        }
        let top = v.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        v = v.iter().zip(xs).map(|(a, b)| a * b + top * k as f64).collect();
        let product: f64 = v.iter().map(|x| x + 1.0).product();
        v[0] += product;
    }
    v.iter().enumerate().map(|(i, x)| x * (i + 1) as f64).sum()
}

#[test]
fn chains_over_state_that_changes() {
    check!(recorded(&[0.5, 1.5, -1.1], const 0));
    check!(recorded(&[0.5, 1.5, -1.1], const 3));
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

#[differentiate]
fn copied_arrays(x: f64, y: f64) -> f64 {
    let mut a = [x, y, x * y];
    let mut sum = 0.0;
    for v in a {
        a[2] += v;
        sum += v * a[2];
    }
    let b = a.map(|v| {
        a[0] += 1.0;
        v * a[0]
    });
    let mut seen = 0.0;
    let c: f64 = a.into_iter().map(|v| v * 2.0).sum();
    for v in a.into_iter().rev() {
        a[0] *= v;
        seen += a[0];
    }
    sum + b[0] * b[2] + c * seen
}

#[test]
fn an_array_by_value_is_a_copy() {
    check!(copied_arrays(0.7, 1.3));
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
