//! The price of a portfolio of options by the formula of Black and Scholes.

use std::f64::consts::{FRAC_1_SQRT_2, PI};
use std::hint::black_box;

use chainrule::differentiate;

use crate::case::{Case, Tool, Workload};
use crate::number::{Function, Number};
use crate::random::Random;

/// Years until the options end.
const TIME: f64 = 0.5;

/// The prices of call options on assets at `spots`, with `strikes`, together.
#[differentiate(hvp)]
pub fn portfolio(spots: &[f64], #[constant] strikes: &[f64], rate: f64, volatility: f64) -> f64 {
    let mut total = 0.0;
    for (&spot, &strike) in spots.iter().zip(strikes) {
        let width = volatility * TIME.sqrt();
        let upper = ((spot / strike).ln() + (rate + 0.5 * volatility * volatility) * TIME) / width;
        let discounted = strike * (-rate * TIME).exp();
        total += spot * normal(upper) - discounted * normal(upper - width);
    }
    total
}

/// The normal distribution by the approximation of Zelen and Severo (Abramowitz and Stegun, 26.2.17).
#[differentiate(order = 2)]
fn normal(x: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * x.abs());
    let tail = density(x) * t * polynomial(t);
    if x < 0.0 { tail } else { 1.0 - tail }
}

#[differentiate(order = 2)]
fn density(x: f64) -> f64 {
    (-0.5 * x * x).exp() * (FRAC_1_SQRT_2 / PI.sqrt())
}

#[differentiate(order = 2)]
fn polynomial(t: f64) -> f64 {
    A[0] + t * (A[1] + t * (A[2] + t * (A[3] + t * A[4])))
}

const A: [f64; 5] = [0.319_381_530, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];

/// The approximation and its slope, with one exponential.
#[inline]
fn normal_and_slope(x: f64) -> (f64, f64) {
    let t = 1.0 / (1.0 + 0.231_641_9 * x.abs());
    let density = density(x);
    let inner = t * polynomial(t);
    let slope = A[0] + t * (2.0 * A[1] + t * (3.0 * A[2] + t * (4.0 * A[3] + t * (5.0 * A[4]))));
    let tail = density * inner;
    let along = -x * tail - x.signum() * 0.231_641_9 * t * t * density * slope;
    if x < 0.0 { (tail, along) } else { (1.0 - tail, -along) }
}

/// What does not depend on the asset is computed once.
pub fn by_hand(spots: &[f64], strikes: &[f64], rate: f64, volatility: f64) -> (Vec<f64>, f64, f64) {
    let width = volatility * TIME.sqrt();
    let discount = (-rate * TIME).exp();
    let drift = (rate + 0.5 * volatility * volatility) * TIME;
    let (mut drift_bar, mut width_bar, mut discount_bar) = (0.0, 0.0, 0.0);
    let mut spots_bar = Vec::with_capacity(spots.len());
    spots_bar.extend(spots.iter().zip(strikes).map(|(&spot, &strike)| {
        let upper = ((spot / strike).ln() + drift) / width;
        let (first, first_slope) = normal_and_slope(upper);
        let (second, second_slope) = normal_and_slope(upper - width);
        let first_bar = spot * first_slope;
        let second_bar = strike * discount * second_slope;
        let sum_bar = (first_bar - second_bar) / width;
        discount_bar -= strike * second;
        width_bar += second_bar - sum_bar * upper;
        drift_bar += sum_bar;
        first + sum_bar / spot
    }));
    let rate_bar = TIME * (drift_bar - discount * discount_bar);
    (spots_bar, rate_bar, volatility * TIME * drift_bar + TIME.sqrt() * width_bar)
}

struct Portfolio(Vec<f64>);

impl Function for Portfolio {
    fn call<T: Number>(&self, x: &[T]) -> T {
        let (spots, [rate, volatility]) = x.split_last_chunk().expect("rate and volatility");
        let normal = |x: T| {
            let t = x.times(if x.value() < 0.0 { -0.231_641_9 } else { 0.231_641_9 }).plus(1.0).recip();
            let mut sum = t.times(A[4]).plus(A[3]);
            for a in [A[2], A[1], A[0]] {
                sum = (t * sum).plus(a);
            }
            let tail = (x * x).times(-0.5).exp().times(FRAC_1_SQRT_2 / PI.sqrt()) * t * sum;
            if x.value() < 0.0 { tail } else { (-tail).plus(1.0) }
        };
        let price = |(&spot, &strike): (&T, &f64)| {
            let width = volatility.times(TIME.sqrt());
            let drift = (*rate + (*volatility * *volatility).times(0.5)).times(TIME);
            let upper = (spot.times(1.0 / strike).ln() + drift) / width;
            let discounted = rate.times(-TIME).exp().times(strike);
            spot * normal(upper) - discounted * normal(upper - width)
        };
        spots.iter().zip(&self.0).map(price).reduce(|a, b| a + b).expect("an option")
    }
}

fn case(n: usize) -> Case {
    let options = || (Random::new().list(n, 0.5..1.5), vec![1.0; n]);
    let (a, b, c, d) = (options(), options(), options(), options());
    let (rate, volatility) = (0.03, 0.2);
    Case::new()
        .with(Tool::Primal, move || portfolio(black_box(&a.0), &a.1, rate, volatility))
        .with(Tool::Gradient, move || grad_portfolio(black_box(&b.0), &b.1, rate, volatility))
        .with(Tool::Value, move || value_and_grad_portfolio(black_box(&c.0), &c.1, rate, volatility))
        .with(Tool::Hand, move || by_hand(black_box(&d.0), &d.1, rate, volatility))
        .peers(Portfolio(vec![1.0; n]), [options().0, vec![rate, volatility]].concat())
}

/// A thousand options.
pub const WORKLOAD: Workload =
    Workload { name: "Black–Scholes, 1000 options", limit: None, case, size: 1000, sizes: &[10, 100, 1000, 10_000] };
