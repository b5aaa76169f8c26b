//! Methods that chainrule writes as longer code: runs and chunks from the end, lists that are filtered in place, the middle
//! of a list, options that are filled, items that are looked at before they are taken.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Debug, Differentiable)]
struct Knot {
    t: f64,
    v: f64,
}

#[differentiate]
fn area(knots: &[Knot]) -> f64 {
    let mut it = knots.iter().peekable();
    let mut area = 0.0;
    while let Some(knot) = it.next() {
        let Some(next) = it.peek() else { break };
        area += 0.5 * (knot.v + next.v) * (next.t - knot.t);
    }
    area
}

#[differentiate]
fn peeked(x: f64, y: f64) -> f64 {
    let v = vec![x, y, x * y, x + y, 4.0, x];
    let mut it = v.iter().copied().peekable();
    let mut sum = 0.0;
    while let Some(a) = it.next() {
        match it.peek() {
            Some(&b) if b > a => sum += b - a,
            Some(b) => sum += a * b,
            None => sum *= a,
        }
    }
    let mut squares = v.iter().map(|t| t * t).peekable();
    while let Some(&a) = squares.peek() {
        squares.next();
        sum += if a > 1.0 { a } else { sum * a };
        if squares.peek().is_some() {
            sum += *squares.peek().unwrap();
        }
    }
    sum + area(&[Knot { t: 0.0, v: x }, Knot { t: y, v: x * y }, Knot { t: y + 2.0, v: 1.0 }])
}

#[test]
fn items_that_are_looked_at_before_they_are_taken() {
    check!(peeked(0.7, 1.3));
    check!(peeked(1.9, 0.4));
}

#[differentiate]
fn parted(x: f64, y: f64) -> f64 {
    let v = vec![x, y, x * y, x + y, x - y];
    let mut sum = 0.0;
    for part in v.rchunks(2) {
        sum = sum * 0.5 + part.iter().product::<f64>();
    }
    let whole: f64 = v.rchunks_exact(2).map(|c| c[0] / (3.0 + c[1] * c[1])).sum();
    let mut firsts = vec![y];
    firsts.extend(v.rchunks(2).map(|pair| pair[0] * 2.0));
    sum += firsts[1] * firsts[3];
    let rising = [x, x + 1.0, x + 2.0, y - 5.0, y - 4.0, y];
    'runs: for run in rising.chunk_by(|a, b| a < b) {
        if run.len() > 5 {
            continue 'runs;
        }
        sum += run.iter().product::<f64>() * run.len() as f64;
    }
    sum * whole
}

#[test]
fn runs_and_chunks_from_the_end() {
    check!(parted(0.7, 1.3));
    check!(parted(1.9, 0.4));
    assert_eq!(parted(0.0, 0.0), 0.0);
}

#[differentiate]
fn filtered(x: f64, y: f64) -> f64 {
    let mut close = vec![x, x + 0.01, y, y + 0.02, x * y];
    close.dedup_by(|a, b| (*a - *b).abs() < 0.1);
    let mut rounded = vec![x, x + 0.001, 3.0 * y, x];
    rounded.dedup_by_key(|t| (*t * 10.0).floor());
    let mut same = vec![x, x, y, y, y, x];
    same.dedup();
    let mut doubled = vec![x, -y, x * y, x + y];
    doubled.retain_mut(|t| {
        *t *= 2.0;
        *t > 0.0
    });
    let counts = (close.len() * 1000 + rounded.len() * 100 + same.len() * 10 + doubled.len()) as f64;
    let all = close.iter().chain(&rounded).chain(&same).chain(&doubled);
    counts + all.enumerate().map(|(i, t)| t * t * i as f64).sum::<f64>()
}

#[test]
fn lists_that_are_filtered_in_place() {
    check!(filtered(0.75, 1.35));
    check!(filtered(1.95, 0.45));
    assert_eq!(filtered(0.0, 0.0), 1110.0);
}

#[differentiate]
fn middle(x: f64, y: f64) -> f64 {
    let mut v = vec![x, y, x * y, x + y, x - y];
    let (low, median, high) = v.select_nth_unstable_by(2, |a, b| a.total_cmp(b));
    let spread = *median * low.iter().sum::<f64>() + high[0] * high[1];
    let mut w = vec![x, y, x * y];
    w.select_nth_unstable_by(1, |a, b| a.partial_cmp(b).unwrap());
    spread * w[1]
}

#[test]
fn the_middle_of_a_list() {
    check!(middle(0.7, 1.3));
    check!(middle(1.9, 0.4));
}

#[differentiate]
fn filled(x: f64, y: f64) -> f64 {
    let mut empty: Option<f64> = None;
    let product = {
        let inside = empty.get_or_insert_with(|| x * y);
        *inside *= 2.0;
        *inside * x
    };
    let mut full = Some(y);
    *full.get_or_insert_with(|| x) += x;
    product + empty.unwrap() * full.unwrap()
}

#[test]
fn options_that_are_filled() {
    check!(filled(0.7, 1.3));
}

#[differentiate]
fn copies(x: f64, y: f64) -> f64 {
    let v = vec![x, y, x * y, x + y];
    let knots: Vec<Knot> = v.iter().map(|t| Knot { t: *t, v: t * t }).collect();
    let last = v.iter().last().copied().unwrap_or(y);
    let first = v.iter().find(|t| **t > 0.5).copied();
    let largest = v.iter().rev().max_by(|a, b| a.total_cmp(b)).copied().unwrap();
    let none = v.iter().skip(1).find(|t| **t > 100.0).copied().unwrap_or_default();
    let positive = v.iter().filter(|t| **t > 0.2).last().copied();
    let Some(knot) = knots.iter().min_by(|a, b| a.t.total_cmp(&b.t)).cloned() else { return x };
    let boxed: Option<Box<f64>> = Some(Box::new(x * y));
    let weight = match positive {
        Some(v) => v * x,
        None => y,
    };
    let start = if let Some(first) = first { first * last + largest * knot.v } else { last };
    start + none + weight * boxed.as_deref().copied().unwrap_or(y)
}

#[test]
fn copies_of_what_a_consumer_finds() {
    check!(copies(0.7, 1.3));
    check!(copies(1.9, 0.4));
}

#[differentiate]
fn kept(cache: &mut Option<f64>, x: f64, y: f64) -> f64 {
    let c = cache.get_or_insert_with(|| x * y);
    *c += x;
    *cache.get_or_insert_with(|| 2.0) *= y;
    cache.unwrap_or(0.0) * x
}

#[differentiate]
fn filled_behind_a_reference(x: f64, y: f64) -> f64 {
    let mut a = None;
    let mut b = Some(x * 0.5);
    kept(&mut a, x, y) + kept(&mut b, y, x) * a.unwrap_or(1.0) + b.unwrap()
}

/// What is added is evaluated before the option is filled.
#[differentiate]
fn filled_last(x: f64, y: f64) -> f64 {
    let mut option: Option<f64> = None;
    let mut s = x;
    *option.get_or_insert_with(|| s * y) += {
        s *= 3.0;
        s
    };
    option.unwrap() * s
}

#[test]
fn options_are_filled_in_order() {
    check!(filled_behind_a_reference(0.7, 1.3));
    check!(filled_behind_a_reference(1.9, 0.4));
    check!(filled_last(0.7, 1.3));
    check!(filled_last(1.9, 0.4));
}

/// Runs that are only counted, of an array.
mod runs_counted {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = [x, y, x * y, 1.0];
        let runs = a.chunk_by(|p, q| p < q).count();
        x * y * runs as f64
    }

    chainrule_tests::agrees!(f);
}
