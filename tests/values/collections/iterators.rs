//! Sources of iterators and their adaptors.

use chainrule::differentiate;
use chainrule_tests::check;

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
