//! The network in tensors of 64-bit floats.

use candle_core::{D, DType, Device, Error, Tensor, Var};

use crate::case::{Case, Tool};
use crate::programs::network::{CLASSES, HIDDEN, INPUTS, Network};

struct Parameters {
    all: [Var; 4],
    images: Tensor,
    labels: Tensor,
}

/// The case with candle.
pub fn with(case: Case, network: &Network) -> Case {
    let parameters = Parameters::new(network).expect("tensors");
    case.with(Tool::Peer("candle"), move || parameters.gradient().expect("a gradient"))
}

impl Parameters {
    fn new(network: &Network) -> Result<Self, Error> {
        let device = &Device::Cpu;
        let batch = network.labels.len();
        let labels: Vec<u32> = network.labels.iter().map(|&label| u32::try_from(label).expect("a class")).collect();
        Ok(Self {
            all: [
                Var::from_slice(&network.weights, (INPUTS, HIDDEN), device)?,
                Var::from_slice(&network.biases, (1, HIDDEN), device)?,
                Var::from_slice(&network.outer, (HIDDEN, CLASSES), device)?,
                Var::from_slice(&network.outer_biases, (1, CLASSES), device)?,
            ],
            images: Tensor::from_slice(&network.images, (batch, INPUTS), device)?,
            labels: Tensor::from_vec(labels, (batch, 1), device)?,
        })
    }

    fn loss(&self) -> Result<Tensor, Error> {
        let [weights, biases, outer, outer_biases] = &self.all;
        let hidden = self.images.matmul(weights)?.broadcast_add(biases)?.relu()?;
        let scores = hidden.matmul(outer)?.broadcast_add(outer_biases)?;
        let largest = scores.max_keepdim(D::Minus1)?.detach();
        let shifted = scores.broadcast_sub(&largest)?;
        let normalizers = shifted.exp()?.sum_keepdim(D::Minus1)?.log()?;
        (normalizers - shifted.gather(&self.labels, D::Minus1)?)?.mean_all()?.to_dtype(DType::F64)
    }

    /// Their gradients, as candle holds them; read for the comparison only.
    fn gradient(&self) -> Result<Vec<Vec<f64>>, Error> {
        let gradients = self.loss()?.backward()?;
        let read = |parameter: &Var| gradients.get(parameter).expect("a gradient").flatten_all()?.to_vec1::<f64>();
        self.all.iter().map(read).collect()
    }
}
