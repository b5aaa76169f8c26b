//! A filter of sound in single precision: biquads in a row, and a level in decibels.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Copy, Debug, Differentiable)]
struct Biquad {
    b: [f32; 3],
    a: [f32; 2],
    memory: (f32, f32),
}

#[differentiate]
impl Biquad {
    /// A low pass by the cookbook of Bristow-Johnson.
    fn low_pass(cutoff: f32, quality: f32) -> Self {
        let (sin, cos) = cutoff.sin_cos();
        let alpha = sin / (2.0 * quality);
        let scale = 1.0 / (1.0 + alpha);
        let edge = 0.5 * (1.0 - cos) * scale;
        Biquad { b: [edge, 2.0 * edge, edge], a: [-2.0 * cos * scale, (1.0 - alpha) * scale], memory: (0.0, 0.0) }
    }

    fn process(&mut self, x: f32) -> f32 {
        let y = self.b[0] * x + self.memory.0;
        self.memory.0 = self.b[1] * x - self.a[0] * y + self.memory.1;
        self.memory.1 = self.b[2] * x - self.a[1] * y;
        y
    }
}

#[differentiate]
fn loudness(samples: &[f32], cutoff: f32, quality: f32, gain: f64) -> f32 {
    let mut stages = [Biquad::low_pass(cutoff, quality), Biquad::low_pass(0.8 * cutoff, 0.7)];
    let mut power = 0.0_f64;
    for sample in samples {
        let mut signal = *sample;
        for stage in &mut stages {
            signal = stage.process(signal);
        }
        let amplified = f64::from(signal) * gain;
        power += amplified * amplified;
    }
    (power / samples.len() as f64).sqrt() as f32
}

#[test]
fn loudness_behind_a_filter() {
    check!(loudness(&[0.5, -0.3, 0.8, 0.9, -0.6, 0.1], 0.9, 0.8, 1.5));
}
