//! What stands between two calls whose adjoints are known before them, and reads what they give.

use chainrule::differentiate;
use chainrule_tests::check;

#[differentiate]
fn bell(x: f64) -> f64 {
    let t = 1.0 / (1.0 + x * x);
    if x < 0.3 { t * (-x * x).exp() } else { t - x }
}

#[differentiate]
fn length(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += v * v;
    }
    sum.sqrt()
}

#[differentiate]
fn double(x: &mut f64) {
    *x *= 2.0;
}

/// Two calls, between them what is made of the first.
#[differentiate]
fn portfolio(x: &[f64], rate: f64) -> f64 {
    let mut total = 0.0;
    for i in 0..x.len() {
        let first = bell(x[i]);
        let part = x[i] * first;
        let discounted = rate * x[i];
        let second = bell(discounted - rate);
        let third: f64 = length(&x[i..]);
        total += part - discounted * second + third * rate;
    }
    total
}

/// Sums between the calls keep their order, to the last digit; what is read in between changes.
#[differentiate]
fn sums(x: &[f64], y: f64) -> f64 {
    let (mut total, mut other) = (0.1, 0.0);
    for i in 0..x.len() {
        let first: f64 = bell(x[i]);
        total += 0.1 * first;
        total += 1e9 * x[i];
        let mut scale = x[i] * y;
        let part = first * scale;
        scale = scale.sin();
        double(&mut scale);
        let second: f64 = bell(scale);
        other += second * part;
        total += scale * second - 1e9 * x[i];
    }
    total + other * y
}

/// The second call reads what is made of the first; the first is read after both.
#[differentiate]
fn chained(x: f64, y: f64) -> f64 {
    let a: f64 = bell(x);
    let b = a * y;
    let c: f64 = bell(b);
    let d = a * c;
    let e: f64 = bell(y);
    let f = d * e + a;
    let g: f64 = length(&[x, y, 2.0]);
    f * e + g * d
}

#[test]
fn what_stands_between_two_calls_waits_for_both() {
    let x: Vec<f64> = (0..5).map(|i| (f64::from(i) * 1.3).cos()).collect();
    for n in 0..=5 {
        check!(portfolio(&x[..n].to_vec(), 0.8));
        let (value, gradient) = value_and_grad_sums(&x[..n], 0.6);
        assert_eq!(value, sums(&x[..n], 0.6));
        let (x_bar, y_bar) = vjp_sums(&x[..n], 0.6).1(1.0);
        for (a, b) in gradient.0.iter().chain([&gradient.1]).zip(x_bar.iter().chain([&y_bar])) {
            assert!((a - b).abs() <= 1e-12 * (1.0 + b.abs()), "{a} {b}");
        }
    }
    for (x, y) in [(0.7, 1.3), (-0.4, 0.2), (1.9, -0.6)] {
        check!(chained(x, y));
    }
}
