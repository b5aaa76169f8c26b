//! Bodies that attract each other.

use std::hint::black_box;

use chainrule::differentiate;

use crate::case::{Case, Tool, Workload};
use crate::number::{Function, Number};
use crate::random::Random;

const STEP: f64 = 0.01;
const STEPS: usize = 20;
/// Keeps forces finite.
const SOFTENING: f64 = 0.01;

/// The sum of the squares of the distances from the origin, after some steps of the leapfrog method from rest.
#[differentiate(hvp)]
pub fn spread(start: &[[f64; 3]], masses: &[f64]) -> f64 {
    let n = start.len();
    let mut places = start.to_vec();
    let mut speeds = vec![[0.0; 3]; n];
    for _ in 0..STEPS {
        for i in 0..n {
            for j in 0..n {
                if i != j {
                    let x = places[j][0] - places[i][0];
                    let y = places[j][1] - places[i][1];
                    let z = places[j][2] - places[i][2];
                    let square = x * x + y * y + z * z + SOFTENING;
                    let pull = STEP * masses[j] / (square * square.sqrt());
                    speeds[i][0] += pull * x;
                    speeds[i][1] += pull * y;
                    speeds[i][2] += pull * z;
                }
            }
        }
        for i in 0..n {
            for k in 0..3 {
                places[i][k] += STEP * speeds[i][k];
            }
        }
    }
    let mut sum = 0.0;
    for place in &places {
        sum += place[0] * place[0] + place[1] * place[1] + place[2] * place[2];
    }
    sum
}

/// Records places, and computes forces again; what a force gives is gathered per pair in locals.
pub fn by_hand(start: &[[f64; 3]], masses: &[f64]) -> (Vec<[f64; 3]>, Vec<f64>) {
    let n = start.len();
    let masses = &masses[..n];
    let mut record = Vec::with_capacity(STEPS * n);
    let mut places = start.to_vec();
    let mut speeds = vec![[0.0; 3]; n];
    for _ in 0..STEPS {
        record.extend_from_slice(&places);
        for (i, (here, speed)) in places.iter().zip(&mut speeds).enumerate() {
            for (j, (there, mass)) in places.iter().zip(masses).enumerate() {
                if i != j {
                    let ([x, y, z], square) = apart(here, there);
                    let pull = STEP * mass / (square * square.sqrt());
                    speed[0] += pull * x;
                    speed[1] += pull * y;
                    speed[2] += pull * z;
                }
            }
        }
        for (place, speed) in places.iter_mut().zip(&speeds) {
            for k in 0..3 {
                place[k] += STEP * speed[k];
            }
        }
    }
    let mut places_bar: Vec<[f64; 3]> = places.iter().map(|place| place.map(|entry| 2.0 * entry)).collect();
    let mut speeds_bar = vec![[0.0; 3]; n];
    let mut masses_bar = vec![0.0; n];
    for places in record.chunks_exact(n).rev() {
        for (place_bar, speed_bar) in places_bar.iter().zip(&mut speeds_bar) {
            for k in 0..3 {
                speed_bar[k] += STEP * place_bar[k];
            }
        }
        for i in 0..n {
            let (here, [a, b, c]) = (places[i], speeds_bar[i]);
            let mut here_bar = [0.0; 3];
            let others = places.iter().zip(masses).zip(places_bar.iter_mut().zip(&mut masses_bar));
            for (j, ((there, mass), (there_bar, mass_bar))) in others.enumerate() {
                if i != j {
                    let ([x, y, z], square) = apart(&here, there);
                    let inverse = 1.0 / square;
                    let rate = STEP * inverse * inverse * square.sqrt();
                    let (pull, along) = (rate * mass, a * x + b * y + c * z);
                    *mass_bar += rate * along;
                    let square_bar = -3.0 * pull * inverse * along;
                    let bars = [pull * a + square_bar * x, pull * b + square_bar * y, pull * c + square_bar * z];
                    for k in 0..3 {
                        there_bar[k] += bars[k];
                        here_bar[k] -= bars[k];
                    }
                }
            }
            for k in 0..3 {
                places_bar[i][k] += here_bar[k];
            }
        }
    }
    (places_bar, masses_bar)
}

/// The way from here to there, and its square.
#[inline]
fn apart(here: &[f64; 3], there: &[f64; 3]) -> ([f64; 3], f64) {
    let [x, y, z] = [there[0] - here[0], there[1] - here[1], there[2] - here[2]];
    ([x, y, z], x * x + y * y + z * z + SOFTENING)
}

struct Spread(usize);

impl Function for Spread {
    fn call<T: Number>(&self, x: &[T]) -> T {
        let n = self.0;
        let (mut places, masses) = (x[..3 * n].to_vec(), &x[3 * n..]);
        let mut speeds: Vec<Option<T>> = vec![None; 3 * n];
        for _ in 0..STEPS {
            for i in 0..n {
                for j in (0..n).filter(|&j| j != i) {
                    let away: [T; 3] = std::array::from_fn(|k| places[3 * j + k] - places[3 * i + k]);
                    let square = (away[0] * away[0] + away[1] * away[1] + away[2] * away[2]).plus(SOFTENING);
                    let pull = masses[j].times(STEP) / (square * square.sqrt());
                    for k in 0..3 {
                        let (more, speed) = (pull * away[k], &mut speeds[3 * i + k]);
                        *speed = Some(speed.map_or(more, |speed| speed + more));
                    }
                }
            }
            for (place, speed) in places.iter_mut().zip(&speeds) {
                *place = *place + speed.expect("two bodies").times(STEP);
            }
        }
        places.into_iter().map(|place| place * place).reduce(|a, b| a + b).expect("a body")
    }
}

fn case(n: usize) -> Case {
    let bodies = || {
        let mut random = Random::new();
        ((0..n).map(|_| random.array(-1.0..1.0)).collect::<Vec<_>>(), random.list(n, 0.5..1.5))
    };
    let (a, b, c, d) = (bodies(), bodies(), bodies(), bodies());
    let inputs = [a.0.as_flattened(), &a.1].concat();
    Case::new()
        .with(Tool::Primal, move || spread(black_box(&a.0), &a.1))
        .with(Tool::Gradient, move || grad_spread(black_box(&b.0), &b.1))
        .with(Tool::Value, move || value_and_grad_spread(black_box(&c.0), &c.1))
        .with(Tool::Hand, move || by_hand(black_box(&d.0), &d.1))
        .peers(Spread(n), inputs)
}

/// Twenty bodies.
pub const WORKLOAD: Workload =
    Workload { name: "gravity, 20 bodies, 20 steps", limit: None, case, size: 20, sizes: &[5, 10, 20, 40, 80] };
