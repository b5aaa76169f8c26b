//! Workloads whose derivative is more than one call of a companion: Jacobians, and derivatives through derivatives.

use std::array;
use std::hint::black_box;

use gradbench::descent::Mode::{Forward, Reverse};
use gradbench::{ba, ht, particle, saddle};

use crate::case::{Case, Tool, Workload};
use crate::random::Random;

/// Bundle adjustment, with the first scene of the suite.
pub const BUNDLE: Workload = Workload {
    name: "ba, 49 cameras, 31 843 observations",
    limit: Some(4.0),
    case: bundle_adjustment,
    size: 31_843,
    sizes: &[],
};

/// Hand tracking by given triangles.
pub const HAND: Workload = Workload {
    name: "ht, 544 vertices, 100 points",
    limit: Some(4.8),
    case: |n| hand(n, false),
    size: 100,
    sizes: &[],
};

/// Hand tracking with free places in the triangles.
pub const FREE_HAND: Workload = Workload {
    name: "ht, 544 vertices, 100 free points",
    limit: Some(4.8),
    case: |n| hand(n, true),
    size: 100,
    sizes: &[],
};

/// Reverse mode through reverse mode.
pub const PARTICLE: Workload = Workload {
    name: "particle, reverse in reverse",
    limit: None,
    case: |_| {
        Case::new()
            .with(Tool::Primal, || particle::landing(black_box(0.1), Reverse))
            .with(Tool::Gradient, || particle::grad_landing(black_box(0.1), Reverse))
    },
    size: 1,
    sizes: &[],
};

/// Reverse mode through forward mode.
pub const SADDLE: Workload = Workload {
    name: "saddle, reverse in forward",
    limit: None,
    case: |_| {
        let start = [0.5, -0.2];
        Case::new()
            .with(Tool::Primal, move || saddle::best_payoff(black_box(start), start, Forward))
            .with(Tool::Gradient, move || saddle::grad_best_payoff(black_box(start), start, Forward))
    },
    size: 1,
    sizes: &[],
};

fn bundle_adjustment(observations: usize) -> Case {
    let scene = || {
        let mut random = Random::new();
        let camera = |_| {
            let unit: [f64; 11] = random.array(0.5..1.5);
            let scale = [-0.7, -1.1, -0.8, 30.0, 40.0, 50.0, 400.0, 5.0, -8.0, 0.08, 0.002];
            array::from_fn(|j| scale[j] * unit[j])
        };
        let cameras = (0..49).map(camera).collect();
        let points = (0..7776).map(|_| random.array(0.0..7.0)).collect();
        let weights = random.list(observations, 0.0..1.0);
        let features = (0..observations).map(|_| random.array(200.0..900.0)).collect();
        ba::Scene::new(cameras, points, weights, features)
    };
    let (a, b) = (scene(), scene());
    let (mut residuals, mut jacobian) = (ba::Residuals::default(), ba::Sparse::default());
    Case::new()
        .with(Tool::Primal, move || {
            black_box(&a).residuals(&mut residuals);
            residuals.weight[0]
        })
        .with(Tool::Gradient, move || {
            black_box(&b).jacobian(&mut jacobian);
            jacobian.values[0]
        })
}

/// A hand whose vertices follow one or two bones each, places in triangles, and the rest.
pub fn hand_data(count: usize) -> (ht::Parameters, Vec<[f64; 2]>, ht::Data) {
    let vertices = 544;
    let mut random = Random::new();
    let rest = [[0.9, -0.1, 0.1, 0.2], [0.1, 0.9, 0.1, 0.1], [-0.1, 0.1, 0.9, 0.3]];
    let bone = |b: usize| ht::Bone {
        parent: (b > 0).then(|| if b % 4 == 1 { 0 } else { b - 1 }),
        base_relative: rest,
        inverse_base_absolute: rest,
        weights: (0..vertices).filter(|v| v % 22 == b || v % 31 == b).map(|v| (v, 0.5)).collect(),
    };
    let model = ht::Model {
        bones: (0..22).map(bone).collect(),
        vertices: (0..vertices).map(|_| random.array(-1.0..1.0)).collect(),
        triangles: (2..vertices).map(|v| [v - 2, v - 1, v]).collect(),
        is_mirrored: false,
    };
    let points = (0..count).map(|_| random.array(-1.0..1.0)).collect();
    let correspondences = (0..count).map(|i| i * 7919 % (vertices - 2)).collect();
    let theta: ht::Parameters = random.array(-1.0..1.0);
    let places: Vec<[f64; 2]> = (0..count).map(|_| random.array(0.0..0.5)).collect();
    (theta, places, ht::Data { model, correspondences, points })
}

fn hand(count: usize, is_free: bool) -> Case {
    let (a, b) = (hand_data(count), hand_data(count));
    if is_free {
        Case::new()
            .with(Tool::Primal, move || ht::complicated(&a.1, black_box(&a.0), &a.2))
            .with(Tool::Gradient, move || ht::complicated_jacobian(&b.1, black_box(&b.0), &b.2))
    } else {
        Case::new()
            .with(Tool::Primal, move || ht::simple(black_box(&a.0), &a.2))
            .with(Tool::Gradient, move || ht::simple_jacobian(black_box(&b.0), &b.2))
    }
}
