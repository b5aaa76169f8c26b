//! The price of a bond from a yield curve, and its yield to maturity.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Debug, Differentiable)]
struct Curve {
    #[constant]
    years: Vec<f64>,
    rates: Vec<f64>,
}

#[differentiate]
impl Curve {
    /// Between the nodes by a line, outside of them flat.
    fn rate(&self, t: f64) -> f64 {
        let last = self.years.len() - 1;
        if t <= self.years[0] {
            return self.rates[0];
        }
        if t >= self.years[last] {
            return self.rates[last];
        }
        let i = self.years.partition_point(|year| *year < t);
        let share = (t - self.years[i - 1]) / (self.years[i] - self.years[i - 1]);
        self.rates[i - 1] * (1.0 - share) + self.rates[i] * share
    }

    fn discount(&self, t: f64) -> f64 {
        (-self.rate(t) * t).exp()
    }
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Bond {
    face: f64,
    coupon: f64,
    #[constant]
    payments: usize,
}

#[differentiate]
impl Bond {
    fn price(&self, curve: &Curve) -> f64 {
        let mut price = 0.0;
        for k in 1..=self.payments {
            price += self.face * self.coupon * curve.discount(k as f64);
        }
        price + self.face * curve.discount(self.payments as f64)
    }

    /// The rate at which all payments together are worth `price`, by Newton's method.
    fn yield_to_maturity(&self, price: f64) -> Result<f64, String> {
        let mut rate = 0.05;
        for _ in 0..30 {
            let (mut value, mut slope) = (-price, 0.0);
            for k in 1..=self.payments {
                let t = k as f64;
                let paid = if k == self.payments { self.face * (1.0 + self.coupon) } else { self.face * self.coupon };
                let worth = paid * (-rate * t).exp();
                value += worth;
                slope -= t * worth;
            }
            if slope.abs() < 1e-12 {
                return Err("the price does not depend on the rate".to_owned());
            }
            let step = value / slope;
            rate -= step;
            if step.abs() < 1e-11 {
                return Ok(rate);
            }
        }
        Err(format!("no convergence after {} rounds", 30))
    }
}

#[differentiate]
fn spread(rates: &[f64], coupon: f64, face: f64, benchmark: f64) -> f64 {
    let curve = Curve { years: vec![1.0, 2.5, 5.0], rates: rates.to_vec() };
    let bond = Bond { face, coupon, payments: 6 };
    match bond.yield_to_maturity(bond.price(&curve)) {
        Ok(rate) => rate - benchmark,
        Err(_) => 0.0,
    }
}

#[test]
fn spread_of_a_bond() {
    check!(spread(&[0.02, 0.025, 0.04], 0.05, 100.0, 0.03));
}
