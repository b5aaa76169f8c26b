//! Inputs that are the same in every run.

use std::array;
use std::ops::Range;

/// Knuth's 64-bit linear congruential generator.
pub struct Random {
    state: u64,
}

impl Random {
    /// The same numbers each time.
    pub fn new() -> Self {
        Self { state: 1 }
    }

    /// Numbers of a range, uniformly.
    pub fn list(&mut self, length: usize, range: Range<f64>) -> Vec<f64> {
        let scale = range.end - range.start;
        (0..length).map(|_| range.start + scale * self.unit()).collect()
    }

    /// As many numbers as the array has.
    pub fn array<const N: usize>(&mut self, range: Range<f64>) -> [f64; N] {
        let numbers = self.list(N, range);
        array::from_fn(|i| numbers[i])
    }

    /// Uniform on [0, 1), from the upper 32 bits, which are the good ones.
    fn unit(&mut self) -> f64 {
        const MULTIPLIER: u64 = 6_364_136_223_846_793_005;
        const INCREMENT: u64 = 1_442_695_040_888_963_407;
        self.state = self.state.wrapping_mul(MULTIPLIER).wrapping_add(INCREMENT);
        let [a, b, c, d, ..] = self.state.to_be_bytes();
        f64::from(u32::from_be_bytes([a, b, c, d])) / 4_294_967_296.0
    }
}

impl Default for Random {
    fn default() -> Self {
        Self::new()
    }
}
