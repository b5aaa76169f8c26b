//! The cost of an assignment to nearest centers, and steps of Lloyd's algorithm.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Copy, Debug, Differentiable)]
struct Point {
    x: f64,
    y: f64,
}

#[differentiate]
impl Point {
    fn distance_squared(&self, other: &Point) -> f64 {
        (self.x - other.x).powi(2) + (self.y - other.y).powi(2)
    }
}

#[differentiate]
fn nearest(point: &Point, centers: &[Point]) -> (usize, f64) {
    let mut best = (0, f64::INFINITY);
    for (i, center) in centers.iter().enumerate() {
        let distance = point.distance_squared(center);
        if distance < best.1 {
            best = (i, distance);
        }
    }
    best
}

#[differentiate]
fn moved_centers(points: &[Point], centers: &[Point]) -> Vec<Point> {
    let mut sums = vec![(Point { x: 0.0, y: 0.0 }, 0_usize); centers.len()];
    for point in points {
        let (i, _) = nearest(point, centers);
        let (sum, count) = &mut sums[i];
        sum.x += point.x;
        sum.y += point.y;
        *count += 1;
    }
    sums.into_iter()
        .zip(centers)
        .map(
            |((sum, count), old)| {
                if count == 0 { *old } else { Point { x: sum.x / count as f64, y: sum.y / count as f64 } }
            },
        )
        .collect()
}

#[differentiate]
fn inertia(coordinates: &[f64], start: &[f64], steps: usize) -> f64 {
    let point = |pair: &[f64]| Point { x: pair[0], y: pair[1] };
    let points: Vec<Point> = coordinates.chunks_exact(2).map(point).collect();
    let mut centers: Vec<Point> = start.chunks_exact(2).map(point).collect();
    for _ in 0..steps {
        centers = moved_centers(&points, &centers);
    }
    points.iter().map(|p| nearest(p, &centers).1).sum()
}

#[test]
fn cost_of_an_assignment() {
    let coordinates = [0.0, 0.1, 0.3, -0.2, 2.0, 1.9, 2.3, 2.2, -1.0, 1.5];
    for steps in [0, 1, 2] {
        check!(inertia(&coordinates, &[0.2, 0.0, 2.0, 1.0, -9.0, 9.0], const steps));
    }
}
