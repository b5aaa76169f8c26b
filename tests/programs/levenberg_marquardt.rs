//! Levenberg–Marquardt: a damped step of Gauss and Newton for a decaying oscillation.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Copy, Debug, Differentiable)]
struct Model {
    amplitude: f64,
    decay: f64,
    frequency: f64,
}

#[differentiate]
impl Model {
    fn at(&self, t: f64) -> f64 {
        self.amplitude * (-self.decay * t).exp() * (self.frequency * t).cos()
    }

    /// The derivatives of [`Model::at`] with respect to the fields.
    fn slopes(&self, t: f64) -> [f64; 3] {
        let fade = (-self.decay * t).exp();
        let (sin, cos) = (self.frequency * t).sin_cos();
        [fade * cos, -self.amplitude * t * fade * cos, -self.amplitude * t * fade * sin]
    }

    fn stepped(self, step: [f64; 3]) -> Model {
        Model { amplitude: self.amplitude + step[0], decay: self.decay + step[1], frequency: self.frequency + step[2] }
    }
}

#[differentiate]
fn residuals(model: &Model, #[constant] times: &[f64], data: &[f64]) -> Vec<f64> {
    times.iter().zip(data).map(|(t, y)| y - model.at(*t)).collect()
}

/// Solves a symmetric system of three equations by Cramer's rule.
#[differentiate]
fn solve3(a: [[f64; 3]; 3], b: [f64; 3]) -> [f64; 3] {
    let whole = determinant3(a);
    let mut x = [0.0; 3];
    for (column, x) in x.iter_mut().enumerate() {
        let mut replaced = a;
        for row in 0..3 {
            replaced[row][column] = b[row];
        }
        *x = determinant3(replaced) / whole;
    }
    x
}

#[differentiate]
fn determinant3([a, b, c]: [[f64; 3]; 3]) -> f64 {
    a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0])
}

#[differentiate]
fn step(model: Model, #[constant] times: &[f64], data: &[f64], damping: f64) -> Model {
    let mut normal = [[0.0; 3]; 3];
    let mut right = [0.0; 3];
    for (t, residual) in times.iter().zip(residuals(&model, times, data)) {
        let slopes = model.slopes(*t);
        for i in 0..3 {
            right[i] += slopes[i] * residual;
            for j in 0..3 {
                normal[i][j] += slopes[i] * slopes[j];
            }
        }
    }
    for i in 0..3 {
        normal[i][i] *= 1.0 + damping;
    }
    model.stepped(solve3(normal, right))
}

/// The squared error after some steps from a start, with the damping adapted to their success.
#[differentiate]
fn fitted(start: [f64; 3], #[constant] times: &[f64], data: &[f64], steps: usize) -> f64 {
    let [amplitude, decay, frequency] = start;
    let mut model = Model { amplitude, decay, frequency };
    let error = |model: &Model| -> f64 { residuals(model, times, data).iter().map(|r| r * r).sum() };
    let mut damping = 0.1;
    let mut best = error(&model);
    for _ in 0..steps {
        let candidate = step(model, times, data, damping);
        let reached = error(&candidate);
        if reached < best {
            model = candidate;
            best = reached;
            damping *= 0.3;
        } else {
            damping *= 5.0;
        }
    }
    best + 0.1 * model.frequency
}

#[test]
fn steps_of_levenberg_and_marquardt() {
    let times = [0.0, 0.3, 0.7, 1.0, 1.6, 2.2];
    let data = [1.1, 0.7, 0.1, -0.3, -0.5, 0.1];
    for steps in [0, 1, 3] {
        check!(fitted([0.9, 0.5, 1.9], const &times, &data, const steps));
    }
}
