//! Predators and prey, as one of several systems behind a trait.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[differentiate]
trait System {
    fn rates(&self, state: [f64; 2]) -> [f64; 2];

    /// One step of Heun's method.
    fn heun(&self, state: [f64; 2], h: f64) -> [f64; 2] {
        let [a, b] = self.rates(state);
        let ahead = [state[0] + h * a, state[1] + h * b];
        let [c, d] = self.rates(ahead);
        [state[0] + 0.5 * h * (a + c), state[1] + 0.5 * h * (b + d)]
    }
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct LotkaVolterra {
    growth: f64,
    hunt: f64,
    gain: f64,
    death: f64,
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Logistic {
    rate: f64,
}

#[differentiate]
impl System for LotkaVolterra {
    fn rates(&self, [prey, predators]: [f64; 2]) -> [f64; 2] {
        [self.growth * prey - self.hunt * prey * predators, self.gain * prey * predators - self.death * predators]
    }
}

#[differentiate]
impl System for Logistic {
    fn rates(&self, state: [f64; 2]) -> [f64; 2] {
        state.map(|x| self.rate * x * (1.0 - x))
    }
}

#[differentiate]
fn simulate<S: System>(system: &S, start: [f64; 2], steps: usize) -> f64 {
    let mut state = start;
    let mut most = f64::NEG_INFINITY;
    for _ in 0..steps {
        state = system.heun(state, 0.1);
        most = most.max(state[0]);
    }
    most + state[1]
}

#[differentiate]
fn ecology(parameters: [f64; 4], start: [f64; 2], steps: usize) -> f64 {
    let [growth, hunt, gain, death] = parameters;
    let foxes = LotkaVolterra { growth, hunt, gain, death };
    let yeast = Logistic { rate: growth };
    simulate(&foxes, start, steps) + simulate(&yeast, [0.1, 0.5 * start[1]], steps / 2)
}

#[test]
fn foxes_and_rabbits() {
    check!(ecology([1.1, 0.4, 0.1, 0.4], [2.0, 1.5], const 25));
}
