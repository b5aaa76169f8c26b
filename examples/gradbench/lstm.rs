//! lstm: the loss of a recurrent network with diagonal weights that predicts the next character.

use chainrule::differentiate;
use serde_json::Value;

use crate::Functions;
use crate::input::Input;
use crate::measure::{Answer, measure};

/// What the suite may ask for.
pub const FUNCTIONS: Functions = &[("objective", objective), ("jacobian", jacobian)];

/// The loss per bit that is predicted, for characters of `b` bits.
///
/// `main` has `8·b` numbers a layer (four blocks of weights, four of biases); `extra` holds the
/// input weights, the output weights, and the output biases; `start` has `2·b` numbers a layer;
/// `sequence` has `b` numbers a character.
#[differentiate]
pub fn mean_loss(
    main: &[f64],
    extra: &[f64],
    #[constant] start: &[f64],
    #[constant] sequence: &[f64],
    b: usize,
) -> f64 {
    let layers = start.len() / (2 * b);
    let characters = sequence.len() / b;
    let mut state = start.to_vec();
    let mut v = vec![0.0; b];
    let mut total = 0.0;
    for t in 1..characters {
        for j in 0..b {
            v[j] = sequence[(t - 1) * b + j] * extra[j];
        }
        for i in 0..layers {
            layer(&main[8 * b * i..8 * b * (i + 1)], &mut state[2 * b * i..2 * b * (i + 1)], &mut v);
        }
        let mut sum = 2.0;
        for j in 0..b {
            v[j] = v[j] * extra[b + j] + extra[2 * b + j];
            sum += v[j].exp();
        }
        let normalizer = sum.ln();
        for j in 0..b {
            total += sequence[t * b + j] * (v[j] - normalizer);
        }
    }
    -total / (b as f64 * (characters as f64 - 1.0))
}

/// One layer: `v` goes from its input to its output, `state` (hidden, then cell) one step ahead.
#[differentiate]
fn layer(w: &[f64], state: &mut [f64], v: &mut [f64]) {
    let b = v.len();
    assert!(w.len() == 8 * b && state.len() == 2 * b);
    for j in 0..b {
        let hidden = state[j];
        let forget = sigmoid(v[j] * w[j] + w[4 * b + j]);
        let ingate = sigmoid(hidden * w[b + j] + w[5 * b + j]);
        let outgate = sigmoid(v[j] * w[2 * b + j] + w[6 * b + j]);
        let change = (hidden * w[3 * b + j] + w[7 * b + j]).tanh();
        let cell = state[b + j] * forget + ingate * change;
        state[b + j] = cell;
        state[j] = outgate * cell.tanh();
        v[j] = state[j];
    }
}

#[differentiate]
fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

struct Problem {
    main: Vec<f64>,
    extra: Vec<f64>,
    start: Vec<f64>,
    sequence: Vec<f64>,
    b: usize,
}

impl Problem {
    fn read(input: &Input) -> Result<Self, String> {
        let [main, extra, start, sequence] =
            ["main_params", "extra_params", "state", "sequence"].map(|name| input.field(name));
        let (main, extra, start, sequence) = (main?, extra?, start?, sequence?);
        let b = extra.entry(0)?.length()?;
        let layers = main.length()?.div_ceil(2);
        let characters = sequence.length()?;
        Ok(Self {
            main: main.matrix(2 * layers, 4 * b)?,
            extra: extra.matrix(3, b)?,
            start: start.matrix(2 * layers, b)?,
            sequence: sequence.matrix(characters, b)?,
            b,
        })
    }
}

fn objective(input: &Input) -> Answer {
    let p = Problem::read(input)?;
    let run = || mean_loss(&p.main, &p.extra, &p.start, &p.sequence, p.b);
    measure(input, run, Value::from)
}

fn jacobian(input: &Input) -> Answer {
    let p = Problem::read(input)?;
    let run = || grad_mean_loss(&p.main, &p.extra, &p.start, &p.sequence, p.b);
    measure(input, run, |(main, extra)| [main, extra].concat().into())
}
