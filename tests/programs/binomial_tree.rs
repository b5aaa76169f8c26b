//! An American put by the tree of Cox, Ross, and Rubinstein.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Debug, Differentiable)]
struct Contract {
    strike: f64,
    years: f64,
    #[constant]
    american: bool,
}

#[differentiate]
impl Contract {
    fn payoff(&self, spot: f64) -> f64 {
        (self.strike - spot).max(0.0)
    }

    fn value(&self, spot: f64, volatility: f64, rate: f64, steps: usize) -> f64 {
        let dt = self.years / steps as f64;
        let up = (volatility * dt.sqrt()).exp();
        let down = up.recip();
        let probability = ((rate * dt).exp() - down) / (up - down);
        let discount = (-rate * dt).exp();
        let mut values: Vec<f64> =
            (0..=steps).map(|i| self.payoff(spot * up.powi(i as i32) * down.powi((steps - i) as i32))).collect();
        for step in (0..steps).rev() {
            for i in 0..=step {
                let held = discount * (probability * values[i + 1] + (1.0 - probability) * values[i]);
                values[i] = if self.american {
                    let here = spot * up.powi(i as i32) * down.powi((step - i) as i32);
                    held.max(self.payoff(here))
                } else {
                    held
                };
            }
            values.pop();
        }
        values[0]
    }
}

#[differentiate]
fn premium_of_early_exercise(spot: f64, strike: f64, volatility: f64, rate: f64, years: f64, steps: usize) -> f64 {
    let american = Contract { strike, years, american: true };
    let european = Contract { american: false, ..american.clone() };
    american.value(spot, volatility, rate, steps) - european.value(spot, volatility, rate, steps)
}

#[test]
fn greeks_of_early_exercise() {
    for steps in [1, 7, 20] {
        check!(premium_of_early_exercise(97.3, 101.7, 0.27, 0.06, 1.1, const steps));
    }
}
