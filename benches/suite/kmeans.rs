//! The step of Newton's method for clusters: gradient and diagonal of the Hessian.

use std::hint::black_box;

use gradbench::kmeans::{cost, newton_step};

use crate::case::{Case, Tool, Workload};
use crate::random::Random;

/// Each point is far from its centroid by their difference, and counts once.
pub fn by_hand(points: &[f64], centroids: &[f64], d: usize) -> Vec<f64> {
    let mut step = vec![0.0; centroids.len()];
    let mut counts = vec![0.0; centroids.len() / d];
    for point in points.chunks_exact(d) {
        let (mut nearest, mut least) = (0, f64::INFINITY);
        for (j, centroid) in centroids.chunks_exact(d).enumerate() {
            let mut square = 0.0;
            for (p, c) in point.iter().zip(centroid) {
                square += (p - c) * (p - c);
            }
            if square < least {
                (nearest, least) = (j, square);
            }
        }
        counts[nearest] += 1.0;
        let own = nearest * d..(nearest + 1) * d;
        for ((step, p), c) in step[own.clone()].iter_mut().zip(point).zip(&centroids[own]) {
            *step += c - p;
        }
    }
    for (step, count) in step.chunks_exact_mut(d).zip(counts) {
        step.iter_mut().for_each(|entry| *entry /= count);
    }
    step
}

fn case(n: usize) -> Case {
    let (k, d) = (100, 16);
    let points = || {
        let points = Random::new().list(n * d, 0.0..1.0);
        let centroids = points[(n - k) * d..].to_vec();
        (points, centroids)
    };
    let (a, b, c) = (points(), points(), points());
    Case::new()
        .with(Tool::Primal, move || cost(&a.0, black_box(&a.1), d))
        .with(Tool::Gradient, move || newton_step(&b.0, black_box(&b.1), d))
        .with(Tool::Hand, move || by_hand(&c.0, black_box(&c.1), d))
}

/// A hundred clusters.
pub const WORKLOAD: Workload = Workload {
    name: "kmeans, k = 100, n = 1000, d = 16",
    limit: Some(1.3),
    case,
    size: 1000,
    sizes: &[100, 1000, 10_000],
};
