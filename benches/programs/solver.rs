//! Kepler's equation by Newton's method, differentiated through its steps.

use std::hint::black_box;

use chainrule::differentiate;

use crate::case::{Case, Tool, Workload};
use crate::number::{Function, Number};
use crate::random::Random;

/// The sum of the eccentric anomalies: `E − e·sin E = M`, for all `M`.
#[differentiate]
pub fn anomalies(means: &[f64], eccentricity: f64) -> f64 {
    let mut total = 0.0;
    for &mean in means {
        let mut anomaly = mean;
        let mut step = 1.0_f64;
        while step.abs() > 1e-9 {
            step = (anomaly - eccentricity * anomaly.sin() - mean) / (1.0 - eccentricity * anomaly.cos());
            anomaly -= step;
        }
        total += anomaly;
    }
    total
}

/// Through the steps as well, so that the numbers are the same: tangents of the two inputs beside each step.
pub fn by_hand(means: &[f64], eccentricity: f64) -> (Vec<f64>, f64) {
    let mut means_bar = Vec::with_capacity(means.len());
    let mut eccentricity_bar = 0.0;
    for &mean in means {
        let mut anomaly = mean;
        let (mut along_mean, mut along_eccentricity) = (1.0, 0.0);
        let mut step = 1.0_f64;
        while step.abs() > 1e-9 {
            let (sin, cos) = anomaly.sin_cos();
            let inverse = 1.0 / (1.0 - eccentricity * cos);
            step = (anomaly - eccentricity * sin - mean) * inverse;
            let bend = step * inverse * eccentricity * sin;
            along_mean = inverse + bend * along_mean;
            along_eccentricity = (sin - step * cos) * inverse + bend * along_eccentricity;
            anomaly -= step;
        }
        means_bar.push(along_mean);
        eccentricity_bar += along_eccentricity;
    }
    (means_bar, eccentricity_bar)
}

struct Anomalies;

impl Function for Anomalies {
    fn call<T: Number>(&self, x: &[T]) -> T {
        let (&eccentricity, means) = x.split_last().expect("an eccentricity");
        let solve = |&mean: &T| {
            let mut anomaly = mean;
            loop {
                let slope = (-(eccentricity * anomaly.cos())).plus(1.0);
                let step = (anomaly - eccentricity * anomaly.sin() - mean) / slope;
                anomaly = anomaly - step;
                if step.value().abs() <= 1e-9 {
                    return anomaly;
                }
            }
        };
        means.iter().map(solve).reduce(|a, b| a + b).expect("a mean")
    }
}

fn case(n: usize) -> Case {
    let means = || Random::new().list(n, 0.0..6.0);
    let (a, b, c, d) = (means(), means(), means(), means());
    let eccentricity = 0.3;
    Case::new()
        .with(Tool::Primal, move || anomalies(black_box(&a), eccentricity))
        .with(Tool::Gradient, move || grad_anomalies(black_box(&b), eccentricity))
        .with(Tool::Value, move || value_and_grad_anomalies(black_box(&c), eccentricity))
        .with(Tool::Hand, move || by_hand(black_box(&d), eccentricity))
        .peers(Anomalies, [means(), vec![eccentricity]].concat())
}

/// A hundred equations.
pub const WORKLOAD: Workload =
    Workload { name: "Newton’s method, 100 equations", limit: None, case, size: 100, sizes: &[10, 100, 1000] };
