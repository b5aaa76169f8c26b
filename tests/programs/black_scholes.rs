//! The price of a European option, its Greeks, and the implied volatility.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Copy, Debug)]
enum Kind {
    Call,
    Put,
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Market {
    spot: f64,
    rate: f64,
    volatility: f64,
}

/// The normal distribution, by the rational approximation of Abramowitz and Stegun, 26.2.17.
#[differentiate]
fn normal(x: f64) -> f64 {
    const B: [f64; 5] = [0.319_381_530, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];
    let t = 1.0 / (1.0 + 0.231_641_9 * x.abs());
    let polynomial = B.iter().rev().fold(0.0, |sum, b| (sum + b) * t);
    let tail = (-0.5 * x * x).exp() / std::f64::consts::TAU.sqrt() * polynomial;
    if x >= 0.0 { 1.0 - tail } else { tail }
}

#[differentiate]
fn price(#[constant] kind: Kind, market: &Market, strike: f64, years: f64) -> f64 {
    let Market { spot, rate, volatility } = *market;
    let spread = volatility * years.sqrt();
    let d1 = ((spot / strike).ln() + (rate + 0.5 * volatility * volatility) * years) / spread;
    let d2 = d1 - spread;
    let discounted = strike * (-rate * years).exp();
    match kind {
        Kind::Call => spot * normal(d1) - discounted * normal(d2),
        Kind::Put => discounted * normal(-d2) - spot * normal(-d1),
    }
}

/// Long a call, short a put with another strike.
#[differentiate]
fn risk_reversal(spot: f64, rate: f64, volatility: f64, strikes: (f64, f64), years: f64) -> f64 {
    let market = Market { spot, rate, volatility };
    let call = price(Kind::Call, &market, strikes.0, years);
    let put = price(Kind::Put, &market, strikes.1, years);
    call - put
}

#[differentiate]
fn call_at(volatility: f64, spot: f64, strike: f64, years: f64) -> f64 {
    price(Kind::Call, &Market { spot, rate: 0.01, volatility }, strike, years)
}

#[test]
fn greeks_of_a_risk_reversal() {
    check!(risk_reversal(100.0, 0.03, 0.2, (105.0, 95.0), 0.75));
}

#[test]
fn delta_of_a_call_is_the_normal_distribution_at_d1() {
    let (volatility, spot, strike, years) = (0.25_f64, 90.0_f64, 100.0_f64, 1.5_f64);
    let (_, spot_bar, ..) = grad_call_at(volatility, spot, strike, years);
    let d1 = ((spot / strike).ln() + (0.01 + 0.5 * volatility * volatility) * years) / (volatility * years.sqrt());
    assert!((spot_bar - normal(d1)).abs() < 1e-5, "{spot_bar}");
}
