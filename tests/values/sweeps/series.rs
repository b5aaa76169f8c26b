//! `taylor_f`: functions of plain floats, run on Taylor series. A series, added up, is the function nearby.

use chainrule::{Differentiable, Taylor, derivatives, differentiate};

const ORDERS: usize = 14;

/// Every coefficient counts: the polynomial against the function on both sides of `x`.
macro_rules! check_series {
    ($f:ident($x:expr $(, $rest:expr)*)) => {{
        let series = pastey::paste!([<taylor_ $f>])(Taylor::<f64, ORDERS>::variable($x) $(, $rest)*);
        for step in [0.03, -0.04] {
            let (found, expected) = (series.at(step), $f($x + step $(, $rest)*));
            assert!(
                (found - expected).abs() <= 1e-11 * (1.0 + expected.abs()),
                "{} at {}: {found}, not {expected}", stringify!($f), $x + step
            );
        }
    }};
}

#[differentiate(taylor)]
fn operators(x: f64) -> f64 {
    let a = 2.0 + x;
    let b = 3.0 - x * 0.5;
    let c = 1.5 / (a - 1.0) / 2.0 - b;
    let mut d = -c * (x + 1.0) % 7.0;
    d += 1.0;
    d *= 1.5;
    d -= x;
    d /= 2.0 + x * x;
    d *= d;
    4.0 - d + 0.25 * a
}

#[differentiate(taylor)]
fn elementary(x: f64) -> f64 {
    let (sine, cosine) = x.sin_cos();
    let a = (x.exp() + 1.0).ln().powf(1.5) + sine.hypot(cosine * 2.0).max(0.1);
    let b = x.tanh().atan2(2.0) + 2.0_f64.powf(x) + (x * 2.0).powi(-2) + x.mul_add(3.0, sine).cbrt();
    (a * b).abs().sqrt().clamp(0.0, 100.0) + x.copysign(-1.0) + x.log(3.0) + x.rem_euclid(2.0)
}

#[differentiate(taylor)]
fn loops(x: f64) -> f64 {
    let mut sum = 0.0;
    let mut term = 1.0;
    for i in 1..6 {
        let weight = 1.0 / i as f64;
        term = term * x + weight;
        if term > 3.0 {
            sum = sum - term * weight;
            continue;
        }
        sum += term;
        if i == 5 && sum > 0.0 {
            break;
        }
    }
    let mut y = sum;
    while y.abs() > 1.0 {
        y = y / 2.0 - x * 0.1;
    }
    for _ in 0..0 {
        y = 0.0;
    }
    y
}

#[differentiate(taylor)]
fn leaves_early(x: f64) -> f64 {
    let list = vec![x, x * x, 2.0];
    for i in 0.. {
        let v = list[i % 3] + i as f64;
        if v > 2.2 {
            return v * x;
        }
    }
    unreachable!()
}

#[differentiate(taylor)]
fn containers(x: f64) -> f64 {
    let mut rows = vec![[x, 1.0], [2.0, x * x]];
    rows.push([x.sin(), 0.5]);
    rows[0][1] *= rows[1][0];
    rows.swap(0, 2);
    let last = rows.pop().unwrap();
    let mut flat: Vec<f64> = rows.iter().flatten().map(|v| v * 1.5).collect();
    flat.insert(1, last[0]);
    flat.extend_from_slice(&last);
    flat.truncate(6);
    let largest = flat.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let pairs: f64 = flat.windows(2).map(|pair| pair[0] * pair[1]).sum();
    flat.iter_mut().enumerate().for_each(|(i, v)| *v += i as f64);
    let picked = if flat.len() > 3 { Some(flat[3]) } else { None };
    let old = std::mem::replace(&mut flat[0], 0.25);
    pairs + largest + picked.map_or(0.0, |p| p * p) + old * flat[0] + flat.iter().product::<f64>()
}

#[differentiate(taylor)]
fn tuples(x: f64) -> f64 {
    let (mut a, n) = (x, 3);
    let mut both = (a, 2.0, n);
    both.1 += both.0;
    std::mem::swap(&mut both.0, &mut both.1);
    let x = both.0 * f64::from(both.2);
    a -= x;
    let apply = |y: f64| y * a + x;
    let boxed = Box::new(apply(both.1));
    assert!(x > -100.0, "x is {x}");
    match (n, x > 0.0) {
        (3, true) => *boxed * apply(x),
        _ => x,
    }
}

#[differentiate(taylor)]
fn part(x: f64, k: f64, n: usize) -> f64 {
    if n == 0 { x } else { part(x * k, k, n - 1) + k }
}

#[differentiate(taylor)]
fn scale(values: &mut [f64], by: f64) {
    for value in values.iter_mut() {
        *value *= by;
    }
}

#[differentiate(taylor)]
fn calls(x: f64) -> f64 {
    let k = 0.5;
    let mut values = [x, 2.0, x * x];
    scale(&mut values, x);
    scale(&mut values, 1.5);
    part(x, k, 2) + part(x.sin(), x, values.len()) + part(2.0, values[2], 1)
}

#[differentiate(taylor, wrt(x))]
fn with_constants(x: f64, weights: &[f64], #[constant] shift: f64) -> f64 {
    let mut sum = shift;
    for (i, weight) in weights.iter().enumerate() {
        sum += weight * x.powi(i as i32);
    }
    sum * weights[0] - shift
}

/// Names of the generated code.
#[differentiate(taylor)]
#[allow(non_snake_case)]
fn over(S: f64) -> f64 {
    let TERMS = S * 2.0;
    let primal = TERMS.sin();
    let S = primal + S;
    S * TERMS
}

#[test]
fn series_add_up_to_the_function() {
    check_series!(operators(0.7));
    check_series!(elementary(0.7));
    check_series!(loops(0.2));
    check_series!(loops(1.3));
    check_series!(leaves_early(0.3));
    check_series!(leaves_early(1.6));
    check_series!(containers(0.8));
    check_series!(tuples(0.6));
    check_series!(calls(0.7));
    check_series!(with_constants(0.7, &[0.5, 1.5, -0.3], 2.0));
    check_series!(over(0.7));
}

#[test]
fn the_first_derivatives_are_those_of_reverse_mode() {
    let [value, slope] = derivatives(taylor_containers, 0.8);
    assert!((value - containers(0.8)).abs() < 1e-14);
    assert!((slope - grad_containers(0.8)).abs() < 1e-12);
    let [_, slope] = derivatives(taylor_calls, 0.7);
    assert!((slope - grad_calls(0.7)).abs() < 1e-12);
}

/// d⁵/dx⁵ of `f(g(x))` by the formula of Faà di Bruno, over the partitions of 5.
#[test]
fn a_composition_follows_the_formula() {
    #[differentiate(taylor)]
    fn outer(x: f64) -> f64 {
        x.exp() * x
    }
    #[differentiate(taylor)]
    fn inner(x: f64) -> f64 {
        (x * x + 1.0).ln()
    }
    #[differentiate(taylor)]
    fn composed(x: f64) -> f64 {
        outer(inner(x))
    }
    let g: [f64; 6] = derivatives(taylor_inner, 0.4);
    let f: [f64; 6] = derivatives(taylor_outer, g[0]);
    let expected = f[1] * g[5]
        + f[2] * (5.0 * g[1] * g[4] + 10.0 * g[2] * g[3])
        + f[3] * (10.0 * g[1] * g[1] * g[3] + 15.0 * g[1] * g[2] * g[2])
        + f[4] * 10.0 * g[1].powi(3) * g[2]
        + f[5] * g[1].powi(5);
    let found: [f64; 6] = derivatives(taylor_composed, 0.4);
    assert!((found[5] - expected).abs() < 1e-11 * expected.abs(), "{}, not {expected}", found[5]);
}

/// Several arguments along a curve, and results that are not scalars.
#[test]
fn arguments_along_a_curve() {
    #[differentiate(taylor)]
    fn spiral(r: f64, angle: &f64, rest: &[f64]) -> ([f64; 2], Vec<f64>) {
        ([r * angle.cos(), r * angle.sin()], rest.iter().map(|v| v * r).collect())
    }
    let (r, angle) = (Taylor::new([2.0, 0.5, 0.0]), Taylor::new([0.3, 1.0, -0.2]));
    let ([x, _], rest) = taylor_spiral(r, &angle, &[Taylor::new([1.0, 2.0, 3.0])]);
    assert_eq!(rest[0].coefficients(), [2.0, 4.5, 7.0]);
    let t = 1e-3_f64;
    let exact = (2.0 + 0.5 * t) * (0.3 + t - 0.2 * t * t).cos();
    assert!((x.at(t) - exact).abs() < 1e-8);
}

/// What the function holds aside need not be made of series.
#[test]
fn values_of_any_type_beside() {
    #[derive(Clone, Copy, Differentiable)]
    struct Settings {
        limit: f64,
    }
    #[differentiate(taylor)]
    fn limited(x: f64, #[constant] settings: &Settings, names: &[&str]) -> f64 {
        if x > settings.limit { settings.limit * x } else { x * x * names.len() as f64 }
    }
    let settings = Settings { limit: 2.0 };
    let derivatives: [f64; 3] = derivatives(|x| taylor_limited(x, &settings, &["a", "b"]), 1.5);
    assert_eq!(derivatives, [4.5, 6.0, 4.0]);
}
