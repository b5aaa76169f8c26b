//! Workloads whose derivative is more than one call of a companion: Jacobians, curvatures, nested derivatives.

use std::array;
use std::hint::black_box;

use gradbench::descent::Mode::{Forward, Reverse};
use gradbench::{ba, ht, kmeans, particle, saddle};

use crate::workloads::Random;
use crate::{report_whole, workloads::Workload};

/// The table, line by line.
pub const WHOLE: &[Workload] = &[
    ("ba n=49 m=7776 p=31843", bundle_adjustment),
    ("ht simple, 544 vertices", |name| hand(name, 544, 100, false)),
    ("ht, 544 vertices", |name| hand(name, 544, 100, true)),
    ("ht, 10000 vertices", |name| hand(name, 10_000, 10_000, true)),
    ("kmeans k=100 n=1000 d=16", clusters),
    ("particle ff", |name| {
        report_whole(
            name,
            || particle::landing(black_box(0.1), Forward),
            || particle::jvp_landing(black_box(0.1), 1.0, Forward),
        );
    }),
    ("particle rr", |name| {
        report_whole(
            name,
            || particle::landing(black_box(0.1), Reverse),
            || particle::grad_landing(black_box(0.1), Reverse),
        );
    }),
    ("saddle ff", |name| {
        report_whole(
            name,
            || saddle::best_payoff(black_box([0.5, -0.2]), [0.5, -0.2], Forward),
            || saddle::jvp_best_payoff(black_box([0.5, -0.2]), [1.0, 0.0], [0.5, -0.2], Forward),
        );
    }),
    ("saddle rr", |name| {
        report_whole(
            name,
            || saddle::best_payoff(black_box([0.5, -0.2]), [0.5, -0.2], Reverse),
            || saddle::grad_best_payoff(black_box([0.5, -0.2]), [0.5, -0.2], Reverse),
        );
    }),
];

fn bundle_adjustment(name: &str) {
    let mut random = Random::new();
    let camera = |_| {
        let unit = random.list(11, 0.5..1.5);
        let scale = [-0.7, -1.1, -0.8, 30.0, 40.0, 50.0, 400.0, 5.0, -8.0, 0.08, 0.002];
        array::from_fn(|j| scale[j] * unit[j])
    };
    let cameras = (0..49).map(camera).collect();
    let points = random.list(3 * 7776, 0.0..7.0).chunks(3).map(|p| [p[0], p[1], p[2]]).collect();
    let weights = random.list(31_843, 0.0..1.0);
    let features = random.list(2 * weights.len(), 200.0..900.0).chunks(2).map(|f| [f[0], f[1]]).collect();
    let scene = ba::Scene::new(cameras, points, weights, features);
    let (mut residuals, mut jacobian) = (ba::Residuals::default(), ba::Sparse::default());
    report_whole(
        name,
        || {
            black_box(&scene).residuals(&mut residuals);
            residuals.weight[0]
        },
        || {
            black_box(&scene).jacobian(&mut jacobian);
            jacobian.values[0]
        },
    );
}

/// A hand whose vertices follow one to three bones each.
fn hand(name: &str, vertices: usize, count: usize, is_complicated: bool) {
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
        vertices: random.list(3 * vertices, -1.0..1.0).chunks(3).map(|p| [p[0], p[1], p[2]]).collect(),
        triangles: (2..vertices).map(|v| [v - 2, v - 1, v]).collect(),
        is_mirrored: false,
    };
    let points = random.list(3 * count, -1.0..1.0).chunks(3).map(|p| [p[0], p[1], p[2]]).collect();
    let correspondences = (0..count).map(|i| i * 7919 % (vertices - 2)).collect();
    let data = ht::Data { model, correspondences, points };
    let theta: ht::Parameters = array::from_fn(|_| random.list(1, -1.0..1.0)[0]);
    let us: Vec<[f64; 2]> = random.list(2 * count, 0.0..0.5).chunks(2).map(|u| [u[0], u[1]]).collect();
    if is_complicated {
        let objective = || ht::complicated(&us, black_box(&theta), &data);
        report_whole(name, objective, || ht::complicated_jacobian(&us, black_box(&theta), &data));
    } else {
        let objective = || ht::simple(black_box(&theta), &data);
        report_whole(name, objective, || ht::simple_jacobian(black_box(&theta), &data));
    }
}

fn clusters(name: &str) {
    let (n, k, d) = (1000, 100, 16);
    let points = Random::new().list(n * d, 0.0..1.0);
    let centroids = &points[(n - k) * d..];
    let cost = || kmeans::cost(&points, black_box(centroids), d);
    report_whole(name, cost, || kmeans::newton_step(&points, black_box(centroids), d));
}
