//! Interpolation on a grid: lookup with weights, and the gradient of a height field.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Debug, Differentiable)]
struct Terrain {
    #[constant]
    width: usize,
    heights: Vec<f64>,
    spacing: f64,
}

#[differentiate]
impl Terrain {
    fn height(&self, x: f64, y: f64) -> f64 {
        let (u, v) = (x / self.spacing, y / self.spacing);
        let last = self.width - 2;
        let (i, j) = ((u.floor() as usize).min(last), (v.floor() as usize).min(last));
        let (s, t) = (u - i as f64, v - j as f64);
        let at = |i: usize, j: usize| self.heights[j * self.width + i];
        let low = at(i, j) * (1.0 - s) + at(i + 1, j) * s;
        let high = at(i, j + 1) * (1.0 - s) + at(i + 1, j + 1) * s;
        low * (1.0 - t) + high * t
    }

    /// Climbing along a way of straight pieces.
    fn climb(&self, way: &[[f64; 2]]) -> f64 {
        let mut total = 0.0;
        for pair in way.windows(2) {
            let [from, to] = pair else { continue };
            for step in 0..4 {
                let at = |k: usize| {
                    let share = k as f64 / 4.0;
                    self.height(from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1]))
                };
                total += (at(step + 1) - at(step)).max(0.0);
            }
        }
        total
    }
}

#[differentiate]
fn effort(heights: &[f64], spacing: f64, way: &[[f64; 2]]) -> f64 {
    let terrain = Terrain { width: 3, heights: heights.to_vec(), spacing };
    let length: f64 = way.windows(2).map(|p| (p[1][0] - p[0][0]).hypot(p[1][1] - p[0][1])).sum();
    length + 3.0 * terrain.climb(way)
}

#[test]
fn effort_of_a_way() {
    let heights = [0.1, 0.5, 0.3, 0.9, 0.7, 1.4, 0.2, 1.1, 0.6];
    check!(effort(&heights, 1.1, &[[0.13, 0.21], [1.57, 0.72], [1.93, 1.94]]));
}
