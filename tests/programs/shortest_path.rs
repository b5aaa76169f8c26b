//! Shortest paths: Bellman–Ford on a list of edges, Floyd–Warshall on a matrix.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Copy, Debug, Differentiable)]
struct Edge {
    #[constant]
    from: usize,
    #[constant]
    to: usize,
    length: f64,
}

/// Distances from node 0, or `None` where a cycle has a negative length.
#[differentiate]
fn bellman_ford(edges: &[Edge], nodes: usize) -> Option<Vec<f64>> {
    let mut distances = vec![f64::INFINITY; nodes];
    distances[0] = 0.0;
    for _ in 1..nodes {
        let mut changed = false;
        for Edge { from, to, length } in edges {
            let candidate = distances[*from] + length;
            if candidate < distances[*to] {
                distances[*to] = candidate;
                changed = true;
            }
        }
        if !changed {
            return Some(distances);
        }
    }
    let relaxed = edges.iter().any(|edge| distances[edge.from] + edge.length < distances[edge.to]);
    if relaxed { None } else { Some(distances) }
}

#[differentiate]
fn floyd_warshall(distances: &mut Vec<Vec<f64>>) {
    let n = distances.len();
    for k in 0..n {
        for i in 0..n {
            for j in 0..n {
                distances[i][j] = distances[i][j].min(distances[i][k] + distances[k][j]);
            }
        }
    }
}

const ENDS: [(usize, usize); 7] = [(0, 1), (1, 2), (0, 2), (2, 3), (1, 3), (3, 4), (2, 4)];

#[differentiate]
fn eccentricity(lengths: &[f64]) -> f64 {
    let edges: Vec<Edge> = lengths.iter().zip(ENDS).map(|(&length, (from, to))| Edge { from, to, length }).collect();
    match bellman_ford(&edges, 5) {
        Some(distances) => distances.iter().map(|d| d * d).sum(),
        None => f64::NAN,
    }
}

#[differentiate]
fn diameter(lengths: &[f64]) -> f64 {
    let mut distances = vec![vec![f64::INFINITY; 5]; 5];
    for (length, (from, to)) in lengths.iter().zip(ENDS) {
        distances[from][to] = *length;
        distances[to][from] = *length;
    }
    for i in 0..5 {
        distances[i][i] = 0.0;
    }
    floyd_warshall(&mut distances);
    distances.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max)
}

#[test]
fn paths_depend_on_the_edges_that_they_use() {
    let lengths = [0.5, 0.4, 1.3, 0.7, 1.5, 0.2, 1.1];
    check!(eccentricity(&lengths));
    check!(diameter(&lengths) => vec![1.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0]);
}
