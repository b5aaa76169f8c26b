//! A gated recurrent unit that reads a sequence.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

const HIDDEN: usize = 3;

#[derive(Clone, Debug, Differentiable)]
struct Gate {
    input: [f64; HIDDEN],
    state: [[f64; HIDDEN]; HIDDEN],
    bias: [f64; HIDDEN],
}

#[derive(Clone, Debug, Differentiable)]
struct Cell {
    update: Gate,
    reset: Gate,
    candidate: Gate,
}

#[differentiate]
fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

#[differentiate]
impl Gate {
    fn from_list(list: &[f64]) -> Gate {
        let row = |i: usize| [list[i], list[i + 1], list[i + 2]];
        Gate { input: row(0), state: [row(3), row(6), row(9)], bias: row(12) }
    }

    fn sum(&self, x: f64, state: &[f64; HIDDEN]) -> [f64; HIDDEN] {
        let mut sum = self.bias;
        for i in 0..HIDDEN {
            sum[i] += self.input[i] * x;
            for j in 0..HIDDEN {
                sum[i] += self.state[i][j] * state[j];
            }
        }
        sum
    }
}

#[differentiate]
impl Cell {
    fn step(&self, x: f64, state: &mut [f64; HIDDEN]) {
        let update = self.update.sum(x, state).map(sigmoid);
        let reset = self.reset.sum(x, state).map(sigmoid);
        let kept: [f64; HIDDEN] = std::array::from_fn(|i| reset[i] * state[i]);
        let candidate = self.candidate.sum(x, &kept).map(f64::tanh);
        for i in 0..HIDDEN {
            state[i] = (1.0 - update[i]) * state[i] + update[i] * candidate[i];
        }
    }
}

/// How well each value of the sequence predicts the next.
#[differentiate]
fn surprise(parameters: &[f64], sequence: &[f64]) -> f64 {
    let mut gates = parameters.chunks(15).map(Gate::from_list);
    let cell = Cell { update: gates.next().unwrap(), reset: gates.next().unwrap(), candidate: gates.next().unwrap() };
    let mut state = [0.0; HIDDEN];
    let mut total = 0.0;
    for pair in sequence.windows(2) {
        cell.step(pair[0], &mut state);
        let predicted: f64 = state.iter().sum();
        total += (predicted - pair[1]).powi(2);
    }
    total
}

#[test]
fn surprise_at_a_sequence() {
    let parameters: Vec<f64> = (0..45).map(|i| (f64::from(i) * 2.3).cos() * 0.7).collect();
    check!(surprise(&parameters, &[0.1, 0.9, -0.4, 0.6, 0.2]));
}
