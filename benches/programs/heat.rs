//! Heat in a plate.

use std::hint::black_box;

use chainrule::differentiate;

use crate::case::{Case, Tool, Workload};
use crate::number::{Function, Number};
use crate::random::Random;

const STEPS: usize = 50;

/// The squared distance from `wanted` after some explicit steps from `start`, in a plate of `n` by `n` points whose border
/// stays as it is, with a conductivity for each point.
#[differentiate(hvp)]
pub fn misfit(start: &[f64], conductivity: &[f64], #[constant] wanted: &[f64], n: usize) -> f64 {
    assert!(start.len() == n * n && conductivity.len() == n * n && wanted.len() == n * n);
    let mut u = start.to_vec();
    let mut next = start.to_vec();
    for _ in 0..STEPS {
        for i in 1..n - 1 {
            for j in 1..n - 1 {
                let k = i * n + j;
                let curvature = u[k - 1] + u[k + 1] + u[k - n] + u[k + n] - 4.0 * u[k];
                next[k] = u[k] + conductivity[k] * curvature;
            }
        }
        std::mem::swap(&mut u, &mut next);
    }
    let mut sum = 0.0;
    for k in 0..n * n {
        let difference = u[k] - wanted[k];
        sum += difference * difference;
    }
    sum
}

/// Records all temperatures; each of the reverse sweep is gathered from its neighbors, which vectorizes.
pub fn by_hand(start: &[f64], conductivity: &[f64], wanted: &[f64], n: usize) -> (Vec<f64>, Vec<f64>) {
    let size = n * n;
    let mut record = Vec::with_capacity(STEPS * size);
    let mut u = start.to_vec();
    let mut next = start.to_vec();
    for _ in 0..STEPS {
        record.extend_from_slice(&u);
        for i in 1..n - 1 {
            let [above, row, below] = [i - 1, i, i + 1].map(|i| &u[i * n..(i + 1) * n]);
            let (factors, next) = (&conductivity[i * n..(i + 1) * n], &mut next[i * n..(i + 1) * n]);
            for j in 1..n - 1 {
                next[j] = row[j] + factors[j] * (row[j - 1] + row[j + 1] + above[j] + below[j] - 4.0 * row[j]);
            }
        }
        std::mem::swap(&mut u, &mut next);
    }
    let mut u_bar: Vec<f64> = u.iter().zip(wanted).map(|(u, wanted)| 2.0 * (u - wanted)).collect();
    let mut conductivity_bar = vec![0.0; size];
    // The adjoints of the curvatures; the border has none.
    let mut flow = vec![0.0; size];
    for u in record.chunks_exact(size).rev() {
        for i in 1..n - 1 {
            let [above, row, below] = [i - 1, i, i + 1].map(|i| &u[i * n..(i + 1) * n]);
            let own = i * n..(i + 1) * n;
            let (factors, bars) = (&conductivity[own.clone()], &u_bar[own.clone()]);
            let (factors_bar, flow) = (&mut conductivity_bar[own.clone()], &mut flow[own]);
            for j in 1..n - 1 {
                let curvature = row[j - 1] + row[j + 1] + above[j] + below[j] - 4.0 * row[j];
                factors_bar[j] += bars[j] * curvature;
                flow[j] = bars[j] * factors[j];
            }
        }
        spread(&flow, &mut u_bar, n);
    }
    (u_bar, conductivity_bar)
}

/// Adds to each point what flows to its neighbors.
fn spread(flow: &[f64], u_bar: &mut [f64], n: usize) {
    for i in 1..n - 1 {
        let [above, row, below] = [i - 1, i, i + 1].map(|i| &flow[i * n..(i + 1) * n]);
        let bars = &mut u_bar[i * n..(i + 1) * n];
        bars[0] += row[1];
        bars[n - 1] += row[n - 2];
        for j in 1..n - 1 {
            bars[j] += row[j - 1] + row[j + 1] + above[j] + below[j] - 4.0 * row[j];
        }
    }
    for j in 1..n - 1 {
        u_bar[j] += flow[n + j];
        u_bar[(n - 1) * n + j] += flow[(n - 2) * n + j];
    }
}

struct Misfit {
    wanted: Vec<f64>,
    n: usize,
}

impl Function for Misfit {
    fn call<T: Number>(&self, x: &[T]) -> T {
        let n = self.n;
        let (start, conductivity) = x.split_at(n * n);
        let (mut u, mut next) = (start.to_vec(), start.to_vec());
        for _ in 0..STEPS {
            for i in 1..n - 1 {
                for k in i * n + 1..(i + 1) * n - 1 {
                    let curvature = u[k - 1] + u[k + 1] + u[k - n] + u[k + n] - u[k].times(4.0);
                    next[k] = u[k] + conductivity[k] * curvature;
                }
            }
            std::mem::swap(&mut u, &mut next);
        }
        let squares = u.iter().zip(&self.wanted).map(|(u, wanted)| {
            let difference = u.plus(-wanted);
            difference * difference
        });
        squares.reduce(|a, b| a + b).expect("a point")
    }
}

fn case(n: usize) -> Case {
    let plate = || {
        let mut random = Random::new();
        [random.list(n * n, 0.0..1.0), random.list(n * n, 0.05..0.2), random.list(n * n, 0.0..1.0)]
    };
    let (a, b, c, d) = (plate(), plate(), plate(), plate());
    let [start, conductivity, wanted] = plate();
    Case::new()
        .with(Tool::Primal, move || misfit(black_box(&a[0]), &a[1], &a[2], n))
        .with(Tool::Gradient, move || grad_misfit(black_box(&b[0]), &b[1], &b[2], n))
        .with(Tool::Value, move || value_and_grad_misfit(black_box(&c[0]), &c[1], &c[2], n))
        .with(Tool::Hand, move || by_hand(black_box(&d[0]), &d[1], &d[2], n))
        .peers(Misfit { wanted, n }, [start, conductivity].concat())
}

/// 32 by 32 points.
pub const WORKLOAD: Workload =
    Workload { name: "heat, 32 × 32, 50 steps", limit: None, case, size: 32, sizes: &[8, 16, 32, 64] };
