//! kmeans: the distance of points from their nearest centroids, and a step of Newton's method towards its minimum.

use chainrule::{differentiate, stop_gradient};
use serde_json::Value;

use crate::Functions;
use crate::input::Input;
use crate::measure::{Answer, measure};
use crate::output::rows;

/// What the suite may ask for.
pub const FUNCTIONS: Functions = &[("cost", total), ("dir", step)];

/// `Σ_i min_j |p_i − c_j|²`, for points and centroids of `d` coordinates, row after row.
#[differentiate(order = 2)]
pub fn cost(#[constant] points: &[f64], centroids: &[f64], d: usize) -> f64 {
    let mut total = 0.0;
    for i in 0..points.len() / d {
        let point = &points[i * d..(i + 1) * d];
        let first = d * stop_gradient(nearest(point, centroids));
        for j in 0..d {
            let difference = point[j] - centroids[first + j];
            total += difference * difference;
        }
    }
    total
}

/// Which centroid is nearest to a point; the first of them at a tie.
fn nearest(point: &[f64], centroids: &[f64]) -> usize {
    let mut nearest = 0;
    let mut least = f64::INFINITY;
    for (j, centroid) in centroids.chunks_exact(point.len()).enumerate() {
        let mut square = 0.0;
        for (p, c) in point.iter().zip(centroid) {
            square += (p - c) * (p - c);
        }
        if square < least {
            least = square;
            nearest = j;
        }
    }
    nearest
}

/// The gradient of the cost.
#[differentiate(jvp)]
pub fn gradient(#[constant] points: &[f64], centroids: &[f64], d: usize) -> Vec<f64> {
    grad_cost(points, centroids, d)
}

/// The gradient over the diagonal of the Hessian, entry by entry.
///
/// Each term of the cost is a sum of squares of single coordinates, so the Hessian has nothing beside its diagonal,
/// and its product with a list of ones is the diagonal: one tangent of the gradient gives both.
pub fn newton_step(points: &[f64], centroids: &[f64], d: usize) -> Vec<f64> {
    let (mut gradient, diagonal) = jvp_gradient(points, centroids, &vec![1.0; centroids.len()], d);
    for (slope, curvature) in gradient.iter_mut().zip(diagonal) {
        *slope /= curvature;
    }
    gradient
}

struct Problem {
    points: Vec<f64>,
    centroids: Vec<f64>,
    k: usize,
    d: usize,
}

impl Problem {
    fn read(input: &Input) -> Result<Self, String> {
        let [points, centroids] = ["points", "centroids"].map(|name| input.field(name));
        let (points, centroids) = (points?, centroids?);
        let (n, k) = (points.length()?, centroids.length()?);
        let d = centroids.entry(0)?.length()?;
        Ok(Self { points: points.matrix(n, d)?, centroids: centroids.matrix(k, d)?, k, d })
    }
}

fn total(input: &Input) -> Answer {
    let p = Problem::read(input)?;
    measure(input, || cost(&p.points, &p.centroids, p.d), Value::from)
}

fn step(input: &Input) -> Answer {
    let p = Problem::read(input)?;
    measure(input, || newton_step(&p.points, &p.centroids, p.d), |step| rows(&step, p.k))
}
