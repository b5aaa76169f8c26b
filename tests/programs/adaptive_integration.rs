//! The method of Runge, Kutta, and Fehlberg, which rejects steps whose error is too large.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Copy, Debug, Differentiable)]
struct Oscillator {
    damping: f64,
    stiffness: f64,
}

#[differentiate]
impl Oscillator {
    /// Van der Pol's.
    fn rates(&self, y: [f64; 2]) -> [f64; 2] {
        [y[1], self.damping * (1.0 - y[0] * y[0]) * y[1] - self.stiffness * y[0]]
    }
}

/// Bogacki and Shampine's pair of orders 3 and 2: the step, and its error.
#[differentiate]
fn attempt(system: &Oscillator, y: [f64; 2], h: f64) -> ([f64; 2], f64) {
    let along = |terms: &[(f64, [f64; 2])]| {
        let mut moved = y;
        for (weight, k) in terms {
            for i in 0..2 {
                moved[i] += h * weight * k[i];
            }
        }
        moved
    };
    let k1 = system.rates(y);
    let k2 = system.rates(along(&[(0.5, k1)]));
    let k3 = system.rates(along(&[(0.75, k2)]));
    let next = along(&[(2.0 / 9.0, k1), (1.0 / 3.0, k2), (4.0 / 9.0, k3)]);
    let k4 = system.rates(next);
    let lower = along(&[(7.0 / 24.0, k1), (0.25, k2), (1.0 / 3.0, k3), (0.125, k4)]);
    let error = ((next[0] - lower[0]).powi(2) + (next[1] - lower[1]).powi(2)).sqrt();
    (next, error)
}

#[differentiate]
fn integrate(system: &Oscillator, mut y: [f64; 2], end: f64, tolerance: f64) -> Option<[f64; 2]> {
    let (mut t, mut h) = (0.0, 0.1);
    let mut rejected = 0;
    while t < end {
        if t + h > end {
            h = end - t;
        }
        let (next, error) = attempt(system, y, h);
        if error <= tolerance {
            t += h;
            y = next;
        } else {
            rejected += 1;
            if rejected > 100 {
                return None;
            }
        }
        let factor = 0.9 * (tolerance / error.max(1e-12)).cbrt();
        h *= factor.clamp(0.2, 4.0);
    }
    Some(y)
}

#[differentiate]
fn end_state(damping: f64, stiffness: f64, start: [f64; 2], end: f64) -> f64 {
    let system = Oscillator { damping, stiffness };
    let [place, speed] = integrate(&system, start, end, 1e-3).expect("not too many rejections");
    place + 0.2 * speed * speed
}

#[test]
fn an_oscillator_with_adapted_steps() {
    check!(end_state(1.1, 0.9, [1.5, 0.2], 3.0));
}
