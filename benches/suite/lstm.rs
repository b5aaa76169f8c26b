//! The recurrent network.

use std::hint::black_box;

use gradbench::lstm::{grad_mean_loss, mean_loss, value_and_grad_mean_loss};

use crate::case::{Case, Tool, Workload};
use crate::number::{Function, Number, sum};
use crate::random::Random;

/// What a layer does at one character, `b` numbers each.
const KEPT: usize = 8;

/// Records eight numbers for each unit, layer and character, and the adjoint of what the last layer gives.
pub fn by_hand(main: &[f64], extra: &[f64], start: &[f64], sequence: &[f64], b: usize) -> (Vec<f64>, Vec<f64>) {
    let layers = start.len() / (2 * b);
    let characters = sequence.len() / b;
    let seed = -1.0 / (b as f64 * (characters as f64 - 1.0));
    let mut state = start.to_vec();
    let mut v = vec![0.0; b];
    let mut terms = vec![0.0; b];
    let mut record = vec![0.0; KEPT * b * layers * (characters - 1)];
    let mut v_bars = vec![0.0; b * (characters - 1)];
    let (mut main_bar, mut extra_bar) = (vec![0.0; main.len()], vec![0.0; extra.len()]);
    let steps = record.chunks_exact_mut(KEPT * b * layers).zip(v_bars.chunks_exact_mut(b));
    for ((kept, v_bar), pair) in steps.zip(sequence.windows(2 * b).step_by(b)) {
        let (now, next) = pair.split_at(b);
        for ((v, bit), weight) in v.iter_mut().zip(now).zip(extra) {
            *v = bit * weight;
        }
        let parts = main.chunks_exact(8 * b).zip(state.chunks_exact_mut(2 * b));
        for ((w, state), kept) in parts.zip(kept.chunks_exact_mut(KEPT * b)) {
            forward(w, state, &mut v, kept);
        }
        predict(&v, extra, next, seed, (&mut terms, v_bar, &mut extra_bar));
    }
    let mut state_bar = vec![0.0; state.len()];
    let steps = record.chunks_exact(KEPT * b * layers).zip(v_bars.chunks_exact_mut(b));
    for ((kept, v_bar), now) in steps.zip(sequence.chunks_exact(b)).rev() {
        let parts = main.chunks_exact(8 * b).zip(main_bar.chunks_exact_mut(8 * b));
        let parts = parts.zip(state_bar.chunks_exact_mut(2 * b)).zip(kept.chunks_exact(KEPT * b));
        for (((w, w_bar), state_bar), kept) in parts.rev() {
            backward(w, w_bar, state_bar, v_bar, kept);
        }
        for ((extra_bar, v_bar), bit) in extra_bar.iter_mut().zip(&*v_bar).zip(now) {
            *extra_bar += v_bar * bit;
        }
    }
    (main_bar, extra_bar)
}

fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

/// Cuts a list into parts of one length.
fn cut<const N: usize>(list: &[f64]) -> [&[f64]; N] {
    let b = list.len() / N;
    std::array::from_fn(|i| &list[b * i..b * (i + 1)])
}

fn cut_mut<const N: usize>(list: &mut [f64]) -> [&mut [f64]; N] {
    let b = list.len() / N;
    let mut parts = list.chunks_exact_mut(b);
    std::array::from_fn(|_| parts.next().expect("the length is a multiple"))
}

/// One layer, and what its reverse sweep needs.
fn forward(w: &[f64], state: &mut [f64], v: &mut [f64], kept: &mut [f64]) {
    let b = v.len();
    let w = cut::<8>(w).map(|part| &part[..b]);
    let [hidden, cell] = cut_mut(state).map(|part| &mut part[..b]);
    let [inputs, hiddens, cells, forgets, ingates, outgates, changes, squashed] =
        cut_mut(kept).map(|part| &mut part[..b]);
    for j in 0..b {
        inputs[j] = v[j];
        hiddens[j] = hidden[j];
        cells[j] = cell[j];
        forgets[j] = sigmoid(v[j] * w[0][j] + w[4][j]);
        ingates[j] = sigmoid(hidden[j] * w[1][j] + w[5][j]);
        outgates[j] = sigmoid(v[j] * w[2][j] + w[6][j]);
        changes[j] = (hidden[j] * w[3][j] + w[7][j]).tanh();
        cell[j] = cell[j] * forgets[j] + ingates[j] * changes[j];
        squashed[j] = cell[j].tanh();
        hidden[j] = outgates[j] * squashed[j];
        v[j] = hidden[j];
    }
}

/// The prediction of one character: its adjoints are known at once.
fn predict(
    v: &[f64],
    extra: &[f64],
    next: &[f64],
    seed: f64,
    (terms, v_bar, extra_bar): (&mut [f64], &mut [f64], &mut [f64]),
) {
    let b = v.len();
    let [_, weights, biases] = cut(extra).map(|part| &part[..b]);
    let [_, weights_bar, biases_bar] = cut_mut(extra_bar).map(|part| &mut part[..b]);
    let (next, terms, v_bar) = (&next[..b], &mut terms[..b], &mut v_bar[..b]);
    let (mut sum, mut bits) = (2.0, 0.0);
    for j in 0..b {
        terms[j] = (v[j] * weights[j] + biases[j]).exp();
        sum += terms[j];
        bits += next[j];
    }
    let scale = bits / sum;
    for j in 0..b {
        let bar = seed * (next[j] - scale * terms[j]);
        weights_bar[j] += bar * v[j];
        biases_bar[j] += bar;
        v_bar[j] = bar * weights[j];
    }
}

fn backward(w: &[f64], w_bar: &mut [f64], state_bar: &mut [f64], v_bar: &mut [f64], kept: &[f64]) {
    let b = v_bar.len();
    let w = cut::<8>(w).map(|part| &part[..b]);
    let w_bar = cut_mut::<8>(w_bar).map(|part| &mut part[..b]);
    let [hidden_bar, cell_bar] = cut_mut(state_bar).map(|part| &mut part[..b]);
    let [inputs, hiddens, cells, forgets, ingates, outgates, changes, squashed] = cut(kept).map(|part| &part[..b]);
    for j in 0..b {
        let output_bar = v_bar[j] + hidden_bar[j];
        let sum_bar = cell_bar[j] + output_bar * outgates[j] * (1.0 - squashed[j] * squashed[j]);
        let forget = sum_bar * cells[j] * (forgets[j] * (1.0 - forgets[j]));
        let ingate = sum_bar * changes[j] * (ingates[j] * (1.0 - ingates[j]));
        let outgate = output_bar * squashed[j] * (outgates[j] * (1.0 - outgates[j]));
        let change = sum_bar * ingates[j] * (1.0 - changes[j] * changes[j]);
        cell_bar[j] = sum_bar * forgets[j];
        hidden_bar[j] = ingate * w[1][j] + change * w[3][j];
        v_bar[j] = forget * w[0][j] + outgate * w[2][j];
        w_bar[0][j] += forget * inputs[j];
        w_bar[1][j] += ingate * hiddens[j];
        w_bar[2][j] += outgate * inputs[j];
        w_bar[3][j] += change * hiddens[j];
        w_bar[4][j] += forget;
        w_bar[5][j] += ingate;
        w_bar[6][j] += outgate;
        w_bar[7][j] += change;
    }
}

struct Network {
    main: Vec<f64>,
    extra: Vec<f64>,
    start: Vec<f64>,
    sequence: Vec<f64>,
}

impl Function for (Network, usize) {
    fn call<T: Number>(&self, x: &[T]) -> T {
        let (Network { start, sequence, .. }, b) = self;
        let b = *b;
        let layers = start.len() / (2 * b);
        let (main, extra) = x.split_at(8 * b * layers);
        let mut state: Vec<T> = start.iter().map(|&entry| main[0].times(0.0).plus(entry)).collect();
        let sigmoid = |z: T| (-z).exp().plus(1.0).recip();
        let mut terms = Vec::new();
        for pair in sequence.windows(2 * b).step_by(b) {
            let (now, next) = pair.split_at(b);
            let mut v: Vec<T> = now.iter().zip(extra).map(|(&bit, weight)| weight.times(bit)).collect();
            for i in 0..layers {
                let (w, state) = (&main[8 * b * i..8 * b * (i + 1)], &mut state[2 * b * i..2 * b * (i + 1)]);
                for j in 0..b {
                    let hidden = state[j];
                    let forget = sigmoid(v[j] * w[j] + w[4 * b + j]);
                    let ingate = sigmoid(hidden * w[b + j] + w[5 * b + j]);
                    let outgate = sigmoid(v[j] * w[2 * b + j] + w[6 * b + j]);
                    let change = (hidden * w[3 * b + j] + w[7 * b + j]).tanh();
                    state[b + j] = state[b + j] * forget + ingate * change;
                    state[j] = outgate * state[b + j].tanh();
                    v[j] = state[j];
                }
            }
            let outputs: Vec<T> = (0..b).map(|j| v[j] * extra[b + j] + extra[2 * b + j]).collect();
            let normalizer = sum(outputs.iter().map(|output| output.exp())).plus(2.0).ln();
            terms.push(sum(outputs.iter().zip(next).map(|(&output, &bit)| (output - normalizer).times(bit))));
        }
        let count = b as f64 * terms.len() as f64;
        sum(terms.into_iter()).times(-1.0 / count)
    }
}

fn case(steps: usize) -> Case {
    let (layers, b) = (2, 14);
    let network = || {
        let mut random = Random::new();
        let sizes = [8 * b * layers, 3 * b, 2 * b * layers];
        let [main, extra, start] = sizes.map(|size| random.list(size, -1.0..1.0));
        let mut sequence = random.list((steps + 1) * b, 0.0..2.0);
        sequence.iter_mut().for_each(|bit| *bit = bit.floor());
        Network { main, extra, start, sequence }
    };
    let (p, q, r, s) = (network(), network(), network(), network());
    Case::new()
        .with(Tool::Primal, move || mean_loss(black_box(&p.main), &p.extra, &p.start, &p.sequence, b))
        .with(Tool::Gradient, move || grad_mean_loss(black_box(&q.main), &q.extra, &q.start, &q.sequence, b))
        .with(Tool::Value, move || value_and_grad_mean_loss(black_box(&r.main), &r.extra, &r.start, &r.sequence, b))
        .with(Tool::Hand, move || by_hand(black_box(&s.main), &s.extra, &s.start, &s.sequence, b))
        .peers((network(), b), [network().main, network().extra].concat())
}

/// Two layers, 1024 characters.
pub const WORKLOAD: Workload = Workload {
    name: "lstm, 2 layers, 1024 steps",
    limit: Some(2.2),
    case,
    size: 1024,
    sizes: &[16, 64, 256, 1024, 4096],
};
