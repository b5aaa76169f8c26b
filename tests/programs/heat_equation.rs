//! The heat equation on a rod with two buffers that change places.

use std::mem;

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Copy, Debug, Differentiable)]
enum Boundary {
    Fixed(f64),
    Insulated,
    Leaking { outside: f64, rate: f64 },
}

#[differentiate]
fn flow(boundary: &Boundary, inside: f64) -> f64 {
    match boundary {
        Boundary::Fixed(value) => 2.0 * (value - inside),
        Boundary::Insulated => 0.0,
        Boundary::Leaking { outside, rate } => rate * (outside - inside),
    }
}

#[differentiate]
fn rod(start: &[f64], left: Boundary, right: Boundary, conductivity: f64, steps: usize) -> Vec<f64> {
    let n = start.len();
    let mut now = start.to_vec();
    let mut next = vec![0.0; n];
    for _ in 0..steps {
        for i in 0..n {
            let from_left = if i == 0 { flow(&left, now[0]) } else { now[i - 1] - now[i] };
            let from_right = if i + 1 == n { flow(&right, now[n - 1]) } else { now[i + 1] - now[i] };
            let local = conductivity * (1.0 + 0.1 * now[i]);
            next[i] = now[i] + local * (from_left + from_right);
        }
        mem::swap(&mut now, &mut next);
    }
    now
}

#[differentiate]
fn spread(start: &[f64], warm: f64, leak: f64, conductivity: f64, steps: usize) -> f64 {
    let boundary = Boundary::Leaking { outside: 0.3, rate: leak };
    let end = rod(start, Boundary::Fixed(warm), boundary, conductivity, steps);
    let free = rod(&end, Boundary::Insulated, boundary, conductivity, 1);
    let mean = free.iter().sum::<f64>() / free.len() as f64;
    end.iter().map(|t| (t - mean).powi(2)).sum::<f64>() + mean
}

#[test]
fn heat_spreads_along_a_rod() {
    for steps in [0, 1, 2, 9] {
        check!(spread(&[0.1, 0.5, 0.2, 0.9, 0.4], 1.2, 0.7, 0.2, const steps));
    }
}
