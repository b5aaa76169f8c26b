//! Gradients by other crates, with the feature `peers`. Those of forward mode run once for each input, so they stand in
//! only where there are few.

use crate::case::Case;
use crate::number::Function;

#[cfg(feature = "peers")]
mod candle;
#[cfg(feature = "peers")]
mod crates;

impl Case {
    /// Also what other crates make of the same function.
    #[must_use]
    pub fn peers(self, function: impl Function, inputs: Vec<f64>) -> Self {
        self.peers_often(1, function, inputs)
    }

    /// The same, so many times in a run.
    #[must_use]
    #[cfg_attr(not(feature = "peers"), expect(unused_variables, reason = "they are arguments of peers"))]
    pub fn peers_often(mut self, count: usize, function: impl Function, inputs: Vec<f64>) -> Self {
        self.generic = Some(function.call(&inputs));
        #[cfg(feature = "peers")]
        return crates::with_all(self, count, std::rc::Rc::new(function), &inputs);
        #[cfg(not(feature = "peers"))]
        self
    }

    /// The peers on the network, and candle, which knows nothing else.
    #[must_use]
    pub fn peers_of_network(self, batch: usize) -> Self {
        use crate::programs::network::Network;
        let network = Network::new(batch);
        let inputs = [&network.weights[..], &network.biases, &network.outer, &network.outer_biases].concat();
        let case = self.peers(network, inputs);
        #[cfg(feature = "peers")]
        let case = candle::with(case, &Network::new(batch));
        case
    }
}
