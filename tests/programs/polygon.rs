//! Area, centroid, and moment of a polygon, and its clipping by a line.

use chainrule::differentiate;
use chainrule_tests::{check, check_pullback};

type Point = (f64, f64);

#[differentiate]
fn cross(a: Point, b: Point) -> f64 {
    a.0 * b.1 - a.1 * b.0
}

#[differentiate]
fn area(corners: &[Point]) -> f64 {
    let closing = cross(*corners.last().unwrap(), corners[0]);
    0.5 * (corners.windows(2).map(|pair| cross(pair[0], pair[1])).sum::<f64>() + closing)
}

#[differentiate]
fn centroid(corners: &[Point]) -> Point {
    let (mut x, mut y) = (0.0, 0.0);
    let n = corners.len();
    for i in 0..n {
        let (a, b) = (corners[i], corners[(i + 1) % n]);
        let weight = cross(a, b);
        x += (a.0 + b.0) * weight;
        y += (a.1 + b.1) * weight;
    }
    let scale = 6.0 * area(corners);
    (x / scale, y / scale)
}

/// The part below the line `y = height + slope x` (Sutherland and Hodgman).
#[differentiate]
fn clipped(corners: &[Point], height: f64, slope: f64) -> Vec<Point> {
    let depth = |p: &Point| height + slope * p.0 - p.1;
    let mut kept = Vec::new();
    for (i, corner) in corners.iter().enumerate() {
        let next = &corners[(i + 1) % corners.len()];
        let (here, there) = (depth(corner), depth(next));
        if here >= 0.0 {
            kept.push(*corner);
        }
        if (here >= 0.0) != (there >= 0.0) {
            let share = here / (here - there);
            kept.push((corner.0 + share * (next.0 - corner.0), corner.1 + share * (next.1 - corner.1)));
        }
    }
    kept
}

#[differentiate]
fn under_water(corners: &[(f64, f64)], height: f64, slope: f64) -> f64 {
    let part = clipped(corners, height, slope);
    if part.len() < 3 {
        return 0.0;
    }
    let (x, y) = centroid(&part);
    area(&part) * (1.0 + 0.3 * x - 0.2 * y)
}

#[test]
fn a_hull_under_water() {
    let hull = [(0.0, 0.0), (2.0, -0.3), (3.0, 1.2), (1.4, 2.0), (-0.5, 1.0)];
    check!(under_water(&hull.to_vec(), 0.8, 0.1));
    check_pullback!(centroid(&hull.to_vec()));
}
