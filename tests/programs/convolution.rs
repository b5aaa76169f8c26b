//! Convolution, rectification, and pooling of an image.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Debug, Differentiable)]
struct Image<const W: usize, const H: usize> {
    pixels: [[f64; W]; H],
}

#[differentiate]
impl<const W: usize, const H: usize> Image<W, H> {
    /// The pixel, or the nearest one inside.
    fn at(&self, x: isize, y: isize) -> f64 {
        let x = x.clamp(0, W as isize - 1) as usize;
        let y = y.clamp(0, H as isize - 1) as usize;
        self.pixels[y][x]
    }

    fn convolved(&self, kernel: &[[f64; 3]; 3]) -> Self {
        let mut pixels = [[0.0; W]; H];
        for (y, row) in pixels.iter_mut().enumerate() {
            for (x, pixel) in row.iter_mut().enumerate() {
                for (dy, weights) in kernel.iter().enumerate() {
                    for (dx, weight) in weights.iter().enumerate() {
                        *pixel += weight * self.at(x as isize + dx as isize - 1, y as isize + dy as isize - 1);
                    }
                }
            }
        }
        Image { pixels }
    }

    fn rectified(mut self, bias: f64) -> Self {
        for pixel in self.pixels.iter_mut().flatten() {
            *pixel = (*pixel + bias).max(0.0);
        }
        self
    }

    /// The largest of each 2×2 block.
    fn pooled(&self) -> Vec<f64> {
        let mut list = vec![];
        for y in (0..H - 1).step_by(2) {
            for x in (0..W - 1).step_by(2) {
                let top = self.pixels[y][x].max(self.pixels[y][x + 1]);
                let bottom = self.pixels[y + 1][x].max(self.pixels[y + 1][x + 1]);
                list.push(top.max(bottom));
            }
        }
        list
    }
}

#[differentiate]
fn score(pixels: [[f64; 4]; 4], kernel: [[f64; 3]; 3], bias: f64, weights: &[f64]) -> f64 {
    let image = Image { pixels };
    let features = image.convolved(&kernel).rectified(bias).pooled();
    let z: f64 = features.iter().zip(weights).map(|(f, w)| f * w).sum();
    1.0 / (1.0 + (-z).exp())
}

#[test]
fn score_of_an_image() {
    let pixels = [[0.1, 0.9, 0.4, 0.3], [0.8, 0.2, 0.6, 0.5], [0.7, 0.1, 0.95, 0.35], [0.25, 0.55, 0.15, 0.45]];
    let kernel = [[0.2, -0.4, 0.1], [0.5, 1.0, -0.3], [-0.2, 0.3, 0.15]];
    check!(score(pixels, kernel, -0.4, &[0.5, -0.3, 0.8, 0.2]));
}
