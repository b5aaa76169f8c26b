//! A string of springs with fixed ends, by symplectic Euler.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Debug, Differentiable)]
struct Chain {
    places: Vec<f64>,
    speeds: Vec<f64>,
    stiffness: Vec<f64>,
    damping: f64,
}

#[differentiate]
impl Chain {
    fn new(stiffness: &[f64], damping: f64) -> Self {
        let n = stiffness.len() - 1;
        Self { places: vec![0.0; n], speeds: vec![0.0; n], stiffness: stiffness.to_vec(), damping }
    }

    fn pluck(&mut self, amount: f64) {
        let middle = self.places.len() / 2;
        self.places[middle] += amount;
    }

    fn force(&self, i: usize) -> f64 {
        let left = if i == 0 { 0.0 } else { self.places[i - 1] };
        let right = self.places.get(i + 1).copied().unwrap_or(0.0);
        let here = self.places[i];
        let stretch = right - here;
        self.stiffness[i] * (left - here) + self.stiffness[i + 1] * (stretch + 0.2 * stretch.powi(3))
            - self.damping * self.speeds[i]
    }

    fn step(&mut self, dt: f64) {
        let forces: Vec<f64> = (0..self.places.len()).map(|i| self.force(i)).collect();
        for (speed, force) in self.speeds.iter_mut().zip(forces) {
            *speed += dt * force;
        }
        for (place, speed) in self.places.iter_mut().zip(&self.speeds) {
            *place += dt * speed;
        }
    }

    fn kinetic(&self) -> f64 {
        self.speeds.iter().map(|v| 0.5 * v * v).sum()
    }
}

#[differentiate]
fn motion(stiffness: &[f64], damping: f64, amount: f64, steps: usize) -> f64 {
    let mut chain = Chain::new(stiffness, damping);
    chain.pluck(amount);
    let mut loudest = 0.0_f64;
    for _ in 0..steps {
        chain.step(0.1);
        loudest = loudest.max(chain.kinetic());
    }
    loudest + chain.places[0]
}

#[test]
fn a_plucked_string() {
    check!(motion(&[1.0, 1.5, 0.7, 1.2, 2.0], 0.1, 0.8, const 15));
    check!(motion(&[1.0, 1.5], 0.1, 0.8, const 0));
}
