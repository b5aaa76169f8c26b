//! A network of two layers, its loss over a batch.

use std::hint::black_box;

use chainrule::differentiate;

use crate::case::{Case, Tool, Workload};
use crate::number::{Function, Number, log_sum_exp, sum};
use crate::random::Random;

/// Numbers that go in.
pub const INPUTS: usize = 784;
/// Numbers between the layers.
pub const HIDDEN: usize = 64;
/// Classes.
pub const CLASSES: usize = 10;

/// The mean of the cross-entropies of a batch, whose images stand one after the other.
///
/// `weights` has a row of `HIDDEN` numbers for each input, `outer` one of `CLASSES` for each hidden unit.
#[differentiate]
pub fn loss(
    weights: &[f64],
    biases: &[f64],
    outer: &[f64],
    outer_biases: &[f64],
    #[constant] images: &[f64],
    labels: &[usize],
) -> f64 {
    let mut total = 0.0;
    for (image, &label) in images.chunks_exact(INPUTS).zip(labels) {
        let mut hidden = [0.0; HIDDEN];
        hidden.copy_from_slice(biases);
        for (pixel, row) in image.iter().zip(weights.chunks_exact(HIDDEN)) {
            for j in 0..HIDDEN {
                hidden[j] += pixel * row[j];
            }
        }
        let mut scores = [0.0; CLASSES];
        scores.copy_from_slice(outer_biases);
        for (unit, row) in hidden.iter().zip(outer.chunks_exact(CLASSES)) {
            let active = unit.max(0.0);
            for c in 0..CLASSES {
                scores[c] += active * row[c];
            }
        }
        let mut largest = f64::NEG_INFINITY;
        for score in scores {
            largest = largest.max(score);
        }
        let mut sum = 0.0;
        for score in scores {
            sum += (score - largest).exp();
        }
        total += largest + sum.ln() - scores[label];
    }
    total / labels.len() as f64
}

type Gradient = (Vec<f64>, Vec<f64>, Vec<f64>, Vec<f64>);

/// Images whose adjoints go into the weights together, so that each weight is loaded and stored once for all of them.
const TILE: usize = 8;

/// Tile by tile, each image forward and backward up to the first layer, whose weights take all images of a tile at once.
pub fn by_hand(network: &Network) -> Gradient {
    let Network { weights, biases, outer, outer_biases, images, labels } = network;
    let mut bars = [weights, biases, outer, outer_biases].map(|list| vec![0.0; list.len()]);
    let share = 1.0 / labels.len() as f64;
    for (images, labels) in images.chunks(TILE * INPUTS).zip(labels.chunks(TILE)) {
        let mut hidden_bars = [[0.0; HIDDEN]; TILE];
        for ((image, &label), hidden_bar) in images.chunks_exact(INPUTS).zip(labels).zip(&mut hidden_bars) {
            let hidden = first_layer(weights, biases, image);
            let [_, biases_bar, outer_bar, outer_biases_bar] = &mut bars;
            *hidden_bar = second_layer((outer, outer_bar), (outer_biases, outer_biases_bar), &hidden, label, share);
            for (bar, add) in biases_bar.iter_mut().zip(&*hidden_bar) {
                *bar += add;
            }
        }
        for (i, row_bar) in bars[0].as_chunks_mut::<HIDDEN>().0.iter_mut().enumerate() {
            let mut sums = *row_bar;
            for (image, hidden_bar) in images.chunks_exact(INPUTS).zip(&hidden_bars) {
                for j in 0..HIDDEN {
                    sums[j] += image[i] * hidden_bar[j];
                }
            }
            *row_bar = sums;
        }
    }
    let [weights_bar, biases_bar, outer_bar, outer_biases_bar] = bars;
    (weights_bar, biases_bar, outer_bar, outer_biases_bar)
}

/// What the hidden units get.
fn first_layer(weights: &[f64], biases: &[f64], image: &[f64]) -> [f64; HIDDEN] {
    let mut hidden = [0.0; HIDDEN];
    hidden.copy_from_slice(biases);
    for (pixel, row) in image.iter().zip(weights.as_chunks::<HIDDEN>().0) {
        for j in 0..HIDDEN {
            hidden[j] += pixel * row[j];
        }
    }
    hidden
}

/// Forward to the loss of one image, and backward to the hidden units.
fn second_layer(
    (outer, outer_bar): (&[f64], &mut [f64]),
    (biases, biases_bar): (&[f64], &mut [f64]),
    hidden: &[f64; HIDDEN],
    label: usize,
    share: f64,
) -> [f64; HIDDEN] {
    let mut scores = [0.0; CLASSES];
    scores.copy_from_slice(biases);
    for (unit, row) in hidden.iter().zip(outer.as_chunks::<CLASSES>().0) {
        let active = unit.max(0.0);
        for c in 0..CLASSES {
            scores[c] += active * row[c];
        }
    }
    let largest = scores.iter().fold(f64::NEG_INFINITY, |a, &b| a.max(b));
    let terms = scores.map(|score| (score - largest).exp());
    let scale = share / terms.iter().sum::<f64>();
    let mut scores_bar = terms.map(|term| term * scale);
    scores_bar[label] -= share;
    for (bar, add) in biases_bar.iter_mut().zip(scores_bar) {
        *bar += add;
    }
    let mut hidden_bar = [0.0; HIDDEN];
    let rows = outer.as_chunks::<CLASSES>().0.iter().zip(outer_bar.as_chunks_mut::<CLASSES>().0);
    for ((unit, unit_bar), (row, row_bar)) in hidden.iter().zip(&mut hidden_bar).zip(rows) {
        if *unit > 0.0 {
            for c in 0..CLASSES {
                row_bar[c] += scores_bar[c] * unit;
                *unit_bar += scores_bar[c] * row[c];
            }
        }
    }
    hidden_bar
}

/// Parameters and a batch.
pub struct Network {
    /// From inputs to hidden units.
    pub weights: Vec<f64>,
    /// Of hidden units.
    pub biases: Vec<f64>,
    /// From hidden units to classes.
    pub outer: Vec<f64>,
    /// Of classes.
    pub outer_biases: Vec<f64>,
    /// Pixels.
    pub images: Vec<f64>,
    /// The class of each image.
    pub labels: Vec<usize>,
}

impl Network {
    /// A batch of `batch` images.
    pub fn new(batch: usize) -> Self {
        let mut random = Random::new();
        let sizes = [INPUTS * HIDDEN, HIDDEN, HIDDEN * CLASSES, CLASSES];
        let [weights, biases, outer, outer_biases] = sizes.map(|size| random.list(size, -0.1..0.1));
        let images = random.list(batch * INPUTS, 0.0..1.0);
        Self { weights, biases, outer, outer_biases, images, labels: (0..batch).map(|i| i * 7 % CLASSES).collect() }
    }
}

impl Function for Network {
    fn call<T: Number>(&self, x: &[T]) -> T {
        let (weights, rest) = x.split_at(INPUTS * HIDDEN);
        let (biases, rest) = rest.split_at(HIDDEN);
        let (outer, outer_biases) = rest.split_at(HIDDEN * CLASSES);
        let term = |(image, &label): (&[f64], &usize)| {
            let mut hidden = biases.to_vec();
            for (pixel, row) in image.iter().zip(weights.chunks_exact(HIDDEN)) {
                for (unit, weight) in hidden.iter_mut().zip(row) {
                    *unit = *unit + weight.times(*pixel);
                }
            }
            let mut scores = outer_biases.to_vec();
            for (&unit, row) in hidden.iter().zip(outer.chunks_exact(CLASSES)) {
                if unit.value() > 0.0 {
                    for (score, &weight) in scores.iter_mut().zip(row) {
                        *score = *score + weight * unit;
                    }
                }
            }
            log_sum_exp(&scores) - scores[label]
        };
        sum(self.images.chunks_exact(INPUTS).zip(&self.labels).map(term)).times(1.0 / self.labels.len() as f64)
    }
}

fn case(batch: usize) -> Case {
    let [a, b, c, d] = [(); 4].map(|()| Network::new(batch));
    Case::new()
        .with(Tool::Primal, move || {
            loss(black_box(&a.weights), &a.biases, &a.outer, &a.outer_biases, &a.images, &a.labels)
        })
        .with(Tool::Gradient, move || {
            grad_loss(black_box(&b.weights), &b.biases, &b.outer, &b.outer_biases, &b.images, &b.labels)
        })
        .with(Tool::Value, move || {
            value_and_grad_loss(black_box(&c.weights), &c.biases, &c.outer, &c.outer_biases, &c.images, &c.labels)
        })
        .with(Tool::Hand, move || by_hand(black_box(&d)))
        .peers_of_network(batch)
}

/// A batch of 32.
pub const WORKLOAD: Workload =
    Workload { name: "network 784-64-10, batch 32", limit: Some(2.0), case, size: 32, sizes: &[1, 4, 16, 32, 128] };
