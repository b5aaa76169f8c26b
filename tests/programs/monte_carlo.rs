//! An Asian option by simulation with an own random generator.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

/// A linear congruential generator.
#[derive(Clone)]
struct Random(u64);

impl Random {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as f64 + 0.5) / (1_u64 << 31) as f64
    }

    /// By Box and Muller.
    fn normal(&mut self) -> f64 {
        let (u, v) = (self.uniform(), self.uniform());
        (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
    }
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Asset {
    spot: f64,
    drift: f64,
    volatility: f64,
}

/// The mean price along one path.
#[differentiate]
fn path_mean(asset: Asset, #[constant] random: &mut Random, steps: usize, dt: f64) -> f64 {
    let Asset { mut spot, drift, volatility } = asset;
    let mut sum = 0.0;
    for _ in 0..steps {
        let noise = random.normal();
        spot *= ((drift - 0.5 * volatility * volatility) * dt + volatility * dt.sqrt() * noise).exp();
        sum += spot;
    }
    sum / steps as f64
}

#[differentiate]
fn asian_call(spot: f64, rate: f64, volatility: f64, strike: f64, years: f64, paths: usize) -> f64 {
    let asset = Asset { spot, drift: rate, volatility };
    let mut random = Random(42);
    let steps = 8;
    let mut total = 0.0;
    for _ in 0..paths {
        let mean = path_mean(asset, &mut random, steps, years / steps as f64);
        total += (mean - strike).max(0.0);
    }
    (-rate * years).exp() * total / paths as f64
}

#[test]
fn greeks_by_simulation() {
    check!(asian_call(100.0, 0.02, 0.3, 101.0, 1.0, const 40));
}
