//! A perceptron with layers of several kinds, trained by its gradient.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Copy, Debug, Differentiable)]
enum Activation {
    Tanh,
    Softplus,
    Identity,
}

#[differentiate]
impl Activation {
    fn apply(self, x: f64) -> f64 {
        match self {
            Activation::Tanh => x.tanh(),
            Activation::Softplus => x.exp().ln_1p(),
            Activation::Identity => x,
        }
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Layer {
    weights: Vec<Vec<f64>>,
    bias: Vec<f64>,
    #[constant]
    activation: Activation,
}

#[derive(Clone, Debug, Differentiable)]
struct Network {
    layers: Vec<Layer>,
}

#[differentiate]
impl Layer {
    fn forward(&self, input: &[f64]) -> Vec<f64> {
        self.weights
            .iter()
            .zip(&self.bias)
            .map(|(row, bias)| {
                let sum: f64 = row.iter().zip(input).map(|(w, x)| w * x).sum();
                self.activation.apply(sum + bias)
            })
            .collect()
    }
}

#[differentiate]
impl Network {
    fn predict(&self, input: &[f64]) -> f64 {
        let mut signal = input.to_vec();
        for layer in &self.layers {
            signal = layer.forward(&signal);
        }
        signal[0]
    }
}

#[differentiate]
fn loss(network: &Network, #[constant] points: &[([f64; 2], f64)]) -> f64 {
    let mut total = 0.0;
    for (input, target) in points {
        let error = network.predict(input) - target;
        total += error * error;
    }
    total / points.len() as f64
}

/// Fills the weights of a small network from a list.
#[differentiate]
fn built(parameters: &[f64]) -> Network {
    let mut rest = parameters.iter();
    let mut layers = Vec::new();
    for (inputs, outputs, activation) in
        [(2, 3, Activation::Tanh), (3, 2, Activation::Softplus), (2, 1, Activation::Identity)]
    {
        let mut weights = vec![vec![0.0; inputs]; outputs];
        for row in &mut weights {
            for weight in row {
                *weight = *rest.next().unwrap();
            }
        }
        let bias = rest.by_ref().take(outputs).copied().collect();
        layers.push(Layer { weights, bias, activation });
    }
    Network { layers }
}

const POINTS: [([f64; 2], f64); 4] = [([0.0, 0.0], 0.1), ([1.0, 0.0], 0.9), ([0.0, 1.0], 0.8), ([1.0, 1.0], 0.2)];

fn parameters() -> Vec<f64> {
    (0..20).map(|i| (f64::from(i) * 1.7).sin() * 0.6).collect()
}

#[differentiate]
fn loss_of_list(parameters: &[f64]) -> f64 {
    loss(&built(parameters), &POINTS)
}

#[test]
fn loss_depends_on_every_weight() {
    check!(loss_of_list(&parameters()));
}

#[test]
fn descent_lowers_the_loss() {
    let mut network = built(&parameters());
    let before = loss(&network, &POINTS);
    for _ in 0..50 {
        let network_bar = grad_loss(&network, &POINTS);
        network.move_along(&network_bar, -0.1);
    }
    assert!(loss(&network, &POINTS) < 0.5 * before);
}
