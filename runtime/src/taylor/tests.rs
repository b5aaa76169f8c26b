//! Series against closed forms, compositions, and the functions themselves.

#![allow(clippy::float_cmp, reason = "infinities and small integers are exact")]

use std::panic::catch_unwind;
use std::vec::Vec;

use num_traits::{Float, Zero};

use super::{Taylor, derivatives};
use crate::Real;

const INF: f64 = f64::INFINITY;

#[track_caller]
fn close<const N: usize>(found: [f64; N], expected: [f64; N]) {
    for (k, (found, expected)) in found.into_iter().zip(expected).enumerate() {
        let same = found == expected || found.is_nan() && expected.is_nan();
        assert!(
            same || (found - expected).abs() <= 1e-12 * (1.0 + expected.abs()),
            "order {k}: {found}, not {expected}"
        );
    }
}

/// The coefficients of `f` at `x + t`.
fn at<const N: usize>(x: f64, f: impl Fn(Taylor<f64, N>) -> Taylor<f64, N>) -> [f64; N] {
    f(Taylor::variable(x)).coefficients()
}

/// `c(k)` for each order.
fn each<const N: usize>(c: impl Fn(i32) -> f64) -> [f64; N] {
    core::array::from_fn(|k| c(i32::try_from(k).unwrap()))
}

fn factorial(k: i32) -> f64 {
    (1..=k).map(f64::from).product()
}

#[test]
fn closed_forms_to_order_ten() {
    let sign = |k: i32| if k % 2 == 0 { 1.0 } else { -1.0 };
    close(at::<11>(0.5, Float::exp), each(|k| 0.5_f64.exp() / factorial(k)));
    close(at::<11>(0.5, Float::exp2), each(|k| 0.5_f64.exp2() * 2.0_f64.ln().powi(k) / factorial(k)));
    close(at::<11>(0.0, Float::exp_m1), each(|k| if k == 0 { 0.0 } else { 1.0 / factorial(k) }));
    let logarithm = |k: i32| if k == 0 { 0.0 } else { -sign(k) / f64::from(k) };
    close(at::<11>(1.0, Float::ln), each(logarithm));
    close(at::<11>(0.0, Float::ln_1p), each(logarithm));
    close(at::<11>(1.0, Float::log2), each(|k| logarithm(k) / 2.0_f64.ln()));
    close(at::<11>(1.0, Float::log10), each(|k| logarithm(k) / 10.0_f64.ln()));
    close(at::<11>(1.0, |x| x.log(Taylor::constant(5.0))), each(|k| logarithm(k) / 5.0_f64.ln()));
    close(at::<11>(2.0, Float::recip), each(|k| sign(k) * 0.5_f64.powi(k + 1)));
    close(at::<11>(2.0, |x| 3.0 / x), each(|k| 3.0 * sign(k) * 0.5_f64.powi(k + 1)));
    let turned = |x: f64, k: i32| [x.sin(), x.cos(), -x.sin(), -x.cos()][usize::try_from(k % 4).unwrap()];
    close(at::<11>(0.7, Float::sin), each(|k| turned(0.7, k) / factorial(k)));
    close(at::<11>(0.7, Float::cos), each(|k| turned(0.7, k + 1) / factorial(k)));
    let even = |k: i32| if k % 2 == 0 { 0.7_f64.sinh() } else { 0.7_f64.cosh() };
    close(at::<11>(0.7, Float::sinh), each(|k| even(k) / factorial(k)));
    close(at::<11>(0.7, Float::cosh), each(|k| even(k + 1) / factorial(k)));
    close(at::<8>(0.0, Float::tan), [0.0, 1.0, 0.0, 1.0 / 3.0, 0.0, 2.0 / 15.0, 0.0, 17.0 / 315.0]);
    close(at::<8>(0.0, Float::tanh), [0.0, 1.0, 0.0, -1.0 / 3.0, 0.0, 2.0 / 15.0, 0.0, -17.0 / 315.0]);
    close(at::<8>(0.0, Float::atan), [0.0, 1.0, 0.0, -1.0 / 3.0, 0.0, 0.2, 0.0, -1.0 / 7.0]);
    close(at::<8>(0.0, Float::atanh), [0.0, 1.0, 0.0, 1.0 / 3.0, 0.0, 0.2, 0.0, 1.0 / 7.0]);
    close(at::<8>(0.0, Float::asin), [0.0, 1.0, 0.0, 1.0 / 6.0, 0.0, 0.075, 0.0, 5.0 / 112.0]);
    close(at::<8>(0.0, Float::asinh), [0.0, 1.0, 0.0, -1.0 / 6.0, 0.0, 0.075, 0.0, -5.0 / 112.0]);
    let half_pi = core::f64::consts::FRAC_PI_2;
    close(at::<8>(0.0, Float::acos), [half_pi, -1.0, 0.0, -1.0 / 6.0, 0.0, -0.075, 0.0, -5.0 / 112.0]);
    let binomial = |p: f64, k: i32| (0..k).map(|i| (p - f64::from(i)) / f64::from(i + 1)).product::<f64>();
    close(at::<11>(4.0, Float::sqrt), each(|k| binomial(0.5, k) * 4.0_f64.powf(0.5 - f64::from(k))));
    close(
        at::<11>(-8.0, Float::cbrt),
        each(|k| -binomial(1.0 / 3.0, k) * sign(k) * 8.0_f64.powf(1.0 / 3.0 - f64::from(k))),
    );
    close(
        at::<11>(2.0, |x| x.powf(Taylor::constant(-2.5))),
        each(|k| binomial(-2.5, k) * 2.0_f64.powf(-2.5 - f64::from(k))),
    );
    close(at::<11>(-2.0, |x| x.powi(7)), each(|k| binomial(7.0, k) * (-2.0_f64).powi(7 - k)));
    close(at::<11>(-2.0, |x| x.powi(-3)), each(|k| binomial(-3.0, k) * (-2.0_f64).powi(-3 - k)));
    close(at::<4>(2.0, |x| x.powi(0)), [1.0, 0.0, 0.0, 0.0]);
}

/// The derivatives of `f ∘ g`, from those of `f` and `g`, by partial Bell polynomials.
fn faa_di_bruno<const N: usize>(f: [f64; N], g: [f64; N]) -> [f64; N] {
    let mut binomial = [[0.0; 16]; 16];
    for n in 0..16 {
        for k in 0..=n {
            binomial[n][k] = if k == 0 || k == n { 1.0 } else { binomial[n - 1][k - 1] + binomial[n - 1][k] };
        }
    }
    let mut bell = [[0.0; N]; N];
    bell[0][0] = 1.0;
    for n in 1..N {
        for k in 1..=n {
            bell[n][k] = (1..=n + 1 - k).map(|i| binomial[n - 1][i - 1] * g[i] * bell[n - i][k - 1]).sum();
        }
    }
    core::array::from_fn(|n| (0..=n).map(|k| f[k] * bell[n][k]).sum())
}

#[test]
fn compositions_obey_faa_di_bruno() {
    type Series = Taylor<f64, 11>;
    let functions: [fn(Series) -> Series; 8] = [
        Float::exp,
        Float::sin,
        Float::tanh,
        |x| (x * x + 1.0).ln(),
        |x| (x + 3.0).sqrt(),
        |x| 1.0 / (x + 2.0),
        Float::atan,
        |x| x * x * x - x,
    ];
    for outer in functions {
        for inner in functions {
            let inner_derivatives = derivatives(inner, 0.4);
            let expected = faa_di_bruno(derivatives(outer, inner_derivatives[0]), inner_derivatives);
            let found = derivatives(|x| outer(inner(x)), 0.4);
            for (found, expected) in found.into_iter().zip(expected) {
                assert!((found - expected).abs() <= 1e-9 * (1.0 + expected.abs()), "{found} {expected}");
            }
        }
    }
}

#[test]
fn poles_have_the_true_infinities_and_zeros_win() {
    close(at::<5>(0.0, Float::sqrt), [0.0, INF, -INF, INF, -INF]);
    close(at::<5>(0.0, |x| 2.0 * x.sqrt() + 1.0), [1.0, INF, -INF, INF, -INF]);
    close(at::<4>(0.0, |x| (x * 0.0).sqrt()), [0.0; 4]);
    close(at::<4>(0.0, Float::cbrt), [0.0, INF, -INF, INF]);
    close(at::<4>(0.0, Float::recip), [INF, -INF, INF, -INF]);
    close(at::<4>(0.0, |x| 2.0 / x), [INF, -INF, INF, -INF]);
    close(at::<4>(0.0, |x| x / (x * 0.0 + 1.0)), [0.0, 1.0, 0.0, 0.0]);
    close(at::<4>(0.0, Float::ln), [-INF, INF, -INF, INF]);
    close(at::<4>(1.0, Float::asin), [core::f64::consts::FRAC_PI_2, INF, INF, INF]);
    close(at::<3>(1.0, Float::acosh), [0.0, INF, -INF]);
    close(at::<3>(1.0, Float::atanh), [INF, INF, INF]);
    close(at::<6>(0.0, |x| x.powf(Taylor::constant(2.5))), [0.0, 0.0, 0.0, INF, -INF, INF]);
    close(at::<5>(0.0, |x| x.powf(Taylor::constant(2.0))), [0.0, 0.0, 1.0, 0.0, 0.0]);
    close(at::<5>(0.0, |x| x.powi(3)), [0.0, 0.0, 0.0, 1.0, 0.0]);
    close(at::<5>(0.0, |x| x.powi(0)), [1.0, 0.0, 0.0, 0.0, 0.0]);
    close(at::<3>(-0.0, |x| x.powi(-1)), [-INF, -INF, -INF]);
    close(at::<3>(-1.0, Float::ln), [f64::NAN; 3]);
    close(at::<3>(-1.0, |_| Taylor::constant(-1.0).ln()), [f64::NAN, 0.0, 0.0]);
    close(at::<3>(0.0, |x| (x + -2.0).sqrt()), [f64::NAN; 3]);
    close(at::<3>(f64::NAN, Float::sin), [f64::NAN; 3]);
}

#[test]
fn kinks_and_steps_follow_the_conventions() {
    close(at::<3>(0.0, Float::abs), [0.0; 3]);
    close(at::<3>(-2.0, Float::abs), [2.0, -1.0, 0.0]);
    close(at::<3>(0.0, |x| x.max(Taylor::zero())), [0.0; 3]);
    close(at::<3>(0.0, |x| Taylor::zero().max(x)), [0.0, 1.0, 0.0]);
    close(at::<3>(0.0, |x| x.min(Taylor::constant(f64::NAN))), [0.0, 1.0, 0.0]);
    close(at::<3>(1.0, |x| Float::clamp(x, Taylor::zero(), Taylor::constant(1.0))), [1.0, 1.0, 0.0]);
    close(at::<3>(1.5, |x| Float::clamp(x, Taylor::zero(), Taylor::constant(1.0))), [1.0, 0.0, 0.0]);
    close(at::<3>(0.0, |x| x.hypot(2.0 * x)), [0.0; 3]);
    close(at::<3>(0.0, |x| x.atan2(x)), [0.0; 3]);
    close(at::<3>(2.5, |x| x.floor() + x.fract() + x.signum()), [3.5, 1.0, 0.0]);
    close(at::<3>(7.5, |x| x % 2.0), [1.5, 1.0, 0.0]);
    close(at::<3>(2.0, |x| -7.5 % x), [-1.5, 3.0, 0.0]);
    close(at::<3>(2.0, |x| Real::rem_euclid(Taylor::constant(-7.5), x)), [0.5, 4.0, 0.0]);
    close(at::<3>(90.0, Float::to_radians), [90.0_f64.to_radians(), 1.0_f64.to_radians(), 0.0]);
    close(at::<3>(2.0, |x| x.copysign(Taylor::constant(-1.0))), [-2.0, -1.0, 0.0]);
    close(at::<3>(2.0, |x| x.mul_add(x, x)), [6.0, 5.0, 1.0]);
    assert!(Taylor::new([0.0, 1.0]) == Taylor::new([0.0, 2.0]));
    assert!(!Taylor::new([0.0, 1.0]).is_zero());
}

#[test]
fn two_arguments() {
    let power = |x: Taylor<f64, 8>| x.powf(x);
    let logarithm = |x: Taylor<f64, 8>| (x * x.ln()).exp();
    close(at(2.0, power), at(2.0, logarithm));
    // Of an exponent that grows from 2, at a base that grows from 0: there is no third derivative.
    let found = at::<4>(0.0, |x| x.powf(x + 2.0));
    close(found, [0.0, 0.0, 1.0, f64::NAN]);
    close(at::<4>(0.0, |x| Taylor::zero().powf(x + 2.0)), [0.0; 4]);
    close(at::<3>(0.0, |x| x.powf(x)), [1.0, f64::NAN, f64::NAN]);
    close(at::<8>(0.6, |x| x.hypot(x + 1.0)), at(0.6, |x| (x * x + (x + 1.0) * (x + 1.0)).sqrt()));
    close(at::<8>(0.6, |x| (x * x).atan2(x + 1.0)), at(0.6, |x| (x * x / (x + 1.0)).atan()));
    close(at::<4>(1e200, |x| x.hypot(2.0 * x)), [5.0_f64.sqrt() * 1e200, 5.0_f64.sqrt(), 0.0, 0.0]);
    close(at::<8>(0.6, |x| x.log(x + 2.0)), at(0.6, |x| x.ln() / (x + 2.0).ln()));
}

#[test]
fn the_polynomial_is_the_function_nearby() {
    type Function = fn(Taylor<f64, 11>) -> Taylor<f64, 11>;
    let functions: [(Function, f64); 12] = [
        (Float::exp, 0.3),
        (Float::ln, 1.3),
        (Float::tan, 0.2),
        (Float::tanh, 0.4),
        (Float::asin, 0.1),
        (Float::acos, 0.1),
        (Float::atan, 0.5),
        (Float::asinh, 0.5),
        (Float::acosh, 2.5),
        (Float::atanh, 0.1),
        (Float::cbrt, 2.0),
        (|x| x.powf(x.sin()), 2.0),
    ];
    for (index, (f, x)) in functions.into_iter().enumerate() {
        let series = f(Taylor::variable(x));
        for h in [0.05, -0.05, 0.02] {
            let expected = f(Taylor::constant(x + h)).value();
            let found = series.at(h);
            assert!((found - expected).abs() < 1e-11, "function {index} at {x} + {h}: {found} {expected}");
        }
    }
}

#[test]
fn series_of_series_have_mixed_derivatives() {
    type Inner = Taylor<f64, 3>;
    // x² y³ at (2, 3), along x inside and along y outside.
    let x = Taylor::<Inner, 4>::constant(Taylor::variable(2.0));
    let y = Taylor::<Inner, 4>::variable(Taylor::constant(3.0));
    let found = (x * x * y.powi(3)).derivatives().map(|inner| inner.derivatives());
    let (xs, ys) = ([4.0, 4.0, 2.0], [27.0, 27.0, 18.0, 6.0]);
    assert_eq!(found, ys.map(|y| xs.map(|x| x * y)));
}

#[test]
fn what_would_drop_derivatives_panics() {
    let series = Taylor::<f64, 2>::variable(1.0);
    let attempts: [fn(Taylor<f64, 2>) -> f64; 3] =
        [Real::into_f64, |x| num_traits::cast(x).unwrap(), |x| crate::Tangent::dot(&x, &x)];
    for attempt in attempts {
        let message = catch_unwind(|| attempt(series)).unwrap_err().downcast::<std::string::String>().unwrap();
        assert!(message.contains("would drop the derivatives of the Taylor series [1.0, "), "{message}");
        assert_eq!(attempt(Taylor::constant(1.0)), 1.0);
    }
    assert_eq!(num_traits::cast::<_, i32>(series), Some(1));
}

#[test]
fn sums_products_and_text() {
    let all: Vec<Taylor<f64, 2>> = Vec::from([Taylor::variable(2.0), Taylor::variable(3.0)]);
    close(all.iter().sum::<Taylor<f64, 2>>().coefficients(), [5.0, 2.0]);
    close(all.iter().copied().product::<Taylor<f64, 2>>().coefficients(), [6.0, 5.0]);
    assert_eq!(std::format!("{:.1}", Taylor::new([1.0, 2.0, 3.0])), "1.0 + 2.0 t + 3.0 t^2");
}
