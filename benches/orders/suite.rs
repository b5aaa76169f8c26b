//! `jvp_f` on the workloads of `GradBench`, and its Jacobians.

use std::hint::black_box;

use gradbench::{det, gmm, hello, ht, kmeans, llsq, lse, lstm, ode, particle, saddle};
use workloads::random::Random;
use workloads::suite::gmm::Mixture;
use workloads::suite::{kmeans as clusters, whole};

use crate::Line;

const JVP: &str = "`jvp_f` ÷ `f`";
const LIMIT: f64 = 2.5;

/// A list of the same numbers each time.
fn list(n: usize) -> Vec<f64> {
    Random::new().list(n, 0.0..1.0)
}

/// The lines of the suite.
pub fn lines() -> Vec<Line> {
    let mut lines = lists();
    lines.extend([mixture(10), mixture(32), network(), hand(), free_hand()]);
    lines.extend(nested());
    lines.extend(jacobians());
    lines
}

fn thousand<T>(f: impl Fn(f64) -> T) -> f64 {
    for i in 0..1000 {
        black_box(f(black_box(f64::from(i))));
    }
    0.0
}

fn lists() -> Vec<Line> {
    let (m, n, s, ell) = (16_392, 100_000, 100, 8);
    let (a, b, c, d, e, f) = (list(n), list(n), list(128), list(128), list(1000), list(1000));
    let (g, h, p, q) = (list(ell * ell), list(ell * ell), list(16_000), list(16_000));
    let (centroids, others) = (p[14_400..].to_vec(), p[14_400..].to_vec());
    vec![
        Line::of("hello", JVP, LIMIT, || thousand(hello::square), || thousand(|x| hello::jvp_square(x, 1.0))),
        Line::of(
            "lse, n = 100 000",
            JVP,
            LIMIT,
            move || lse::log_sum_exp(black_box(&a)),
            move || lse::jvp_log_sum_exp(black_box(&b), &b),
        ),
        Line::of(
            "llsq, 16 392 points, 128 powers",
            JVP,
            LIMIT,
            move || llsq::half_squared_error(black_box(&c), m),
            move || llsq::jvp_half_squared_error(black_box(&d), &d, m),
        ),
        Line::of(
            "ode, n = 1000, 100 steps",
            JVP,
            LIMIT,
            move || ode::last_entry(black_box(&e), s),
            move || ode::jvp_last_entry(black_box(&f), &f, s),
        ),
        Line::of(
            "det, 8 rows",
            JVP,
            LIMIT,
            move || det::determinant(black_box(&g), ell),
            move || det::jvp_determinant(black_box(&h), &h, ell),
        ),
        Line::of(
            "kmeans, k = 100, n = 1000, d = 16",
            JVP,
            LIMIT,
            move || kmeans::cost(&p, black_box(&centroids), 16),
            move || kmeans::jvp_cost(&q, black_box(&others), &others, 16),
        ),
    ]
}

fn mixture(d: usize) -> Line {
    let (a, b) = (Mixture::new(d, 1000), Mixture::new(d, 1000));
    Line::of(
        if d == 10 { "gmm, d = 10, k = 25, n = 1000" } else { "gmm, d = 32, k = 25, n = 1000" },
        JVP,
        LIMIT,
        move || gmm::log_posterior(black_box(&a.alpha), &a.mu, &a.q, &a.l, &a.x, 1.0, 0),
        move || {
            let Mixture { alpha, mu, q, l, x } = &b;
            gmm::jvp_log_posterior(black_box(alpha), alpha, mu, mu, q, q, l, l, x, 1.0, 0)
        },
    )
}

fn network() -> Line {
    let (layers, b, steps) = (2, 14, 1024);
    let numbers = || {
        let mut random = Random::new();
        let sizes = [8 * b * layers, 3 * b, 2 * b * layers, (steps + 1) * b];
        sizes.map(|size| random.list(size, -1.0..1.0))
    };
    let (p, q) = (numbers(), numbers());
    Line::of(
        "lstm, 2 layers, 1024 steps",
        JVP,
        LIMIT,
        move || lstm::mean_loss(black_box(&p[0]), &p[1], &p[2], &p[3], b),
        move || lstm::jvp_mean_loss(black_box(&q[0]), &q[0], &q[1], &q[1], &q[2], &q[3], b),
    )
}

fn hand() -> Line {
    let (a, b) = (whole::hand_data(100), whole::hand_data(100));
    Line::of(
        "ht, 544 vertices, 100 points",
        JVP,
        LIMIT,
        move || ht::simple(black_box(&a.0), &a.2),
        move || ht::jvp_simple(black_box(&b.0), &b.0, &b.2),
    )
}

fn free_hand() -> Line {
    let (a, b) = (whole::hand_data(100), whole::hand_data(100));
    Line::of(
        "ht, 544 vertices, 100 free points",
        JVP,
        LIMIT,
        move || ht::complicated(&a.1, black_box(&a.0), &a.2),
        move || ht::jvp_complicated(&b.1, &b.1, black_box(&b.0), &b.0, &b.2),
    )
}

fn nested() -> Vec<Line> {
    use gradbench::descent::Mode::{Forward, Reverse};
    let start = [0.5, -0.2];
    let particle = |name, mode| {
        Line::of(
            name,
            JVP,
            LIMIT,
            move || particle::landing(black_box(0.1), mode),
            move || particle::jvp_landing(black_box(0.1), 1.0, mode),
        )
    };
    let saddle = |name, mode| {
        Line::of(
            name,
            JVP,
            LIMIT,
            move || saddle::best_payoff(black_box(start), start, mode),
            move || saddle::jvp_best_payoff(black_box(start), start, start, mode),
        )
    };
    vec![
        particle("particle, forward in forward", Forward),
        particle("particle, forward in reverse", Reverse),
        saddle("saddle, forward in forward", Forward),
        saddle("saddle, forward in reverse", Reverse),
    ]
}

fn jacobians() -> Vec<Line> {
    let cases = [
        ("ba, 49 cameras, 31 843 observations", "residuals ÷ Jacobian", 8.0, whole::BUNDLE),
        ("ht, 544 vertices, 100 points", "Jacobian ÷ `f`", 15.0, whole::HAND),
        ("ht, 544 vertices, 100 free points", "Jacobian ÷ `f`", 15.0, whole::FREE_HAND),
        ("kmeans, k = 100, n = 1000, d = 16", "`dir` ÷ `cost`", LIMIT, clusters::WORKLOAD),
    ];
    let line = |(name, what, limit, workload): (_, _, _, workloads::case::Workload)| {
        let mut case = (workload.case)(workload.size);
        case.runs.truncate(2);
        Line { name, what, limit, case }
    };
    let mut lines: Vec<Line> = cases.into_iter().map(line).collect();
    lines[0].what = "Jacobian ÷ residuals";
    lines.push(reprojection());
    lines
}

fn reprojection() -> Line {
    use gradbench::ba;
    let camera = [-0.5, -1.0, -0.9, 30.0, 40.0, 50.0, 400.0, 5.0, -8.0, 0.08, 0.002];
    let (point, feature) = ([1.0, 2.0, 3.0], [300.0, 400.0]);
    Line::of(
        "ba, one observation",
        JVP,
        LIMIT,
        move || thousand(|w| ba::reprojection_error(&camera, black_box(&point), w, &feature)),
        move || thousand(|w| ba::jvp_reprojection_error(&camera, &camera, black_box(&point), &point, w, 1.0, &feature)),
    )
}
