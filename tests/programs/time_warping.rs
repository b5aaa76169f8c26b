//! The distance of two series by dynamic time warping, and the edit distance with costs.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[differentiate]
fn warped_distance(a: &[f64], b: &[f64], window: usize) -> f64 {
    let (n, m) = (a.len(), b.len());
    let mut cost = vec![vec![f64::INFINITY; m + 1]; n + 1];
    cost[0][0] = 0.0;
    for i in 1..=n {
        let from = i.saturating_sub(window).max(1);
        let to = (i + window).min(m);
        for j in from..=to {
            let step = (a[i - 1] - b[j - 1]).powi(2);
            let best = cost[i - 1][j].min(cost[i][j - 1]).min(cost[i - 1][j - 1]);
            cost[i][j] = step + best;
        }
    }
    cost[n][m].sqrt()
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Costs {
    insertion: f64,
    deletion: f64,
    substitution: f64,
}

/// Two rows suffice.
#[differentiate]
fn edit_distance(from: &[u8], to: &[u8], costs: &Costs) -> f64 {
    let mut previous: Vec<f64> = (0..=to.len()).map(|j| j as f64 * costs.insertion).collect();
    for (i, x) in from.iter().enumerate() {
        let mut current = Vec::with_capacity(to.len() + 1);
        current.push((i + 1) as f64 * costs.deletion);
        for (j, y) in to.iter().enumerate() {
            let kept = previous[j] + if x == y { 0.0 } else { costs.substitution };
            let inserted = current[j] + costs.insertion;
            let deleted = previous[j + 1] + costs.deletion;
            current.push(kept.min(inserted).min(deleted));
        }
        previous = current;
    }
    previous[to.len()]
}

#[differentiate]
fn kitten(insertion: f64, deletion: f64, substitution: f64) -> f64 {
    let costs = Costs { insertion, deletion, substitution };
    edit_distance(b"kitten", b"sitting", &costs) + 0.5 * edit_distance(b"flaw", b"lawn", &costs)
}

#[test]
fn distance_of_two_series() {
    check!(warped_distance(&[0.1, 0.8, 1.4, 0.9], &[0.0, 0.3, 1.1, 1.5, 0.7], const 2));
}

#[test]
fn distance_of_two_words() {
    check!(kitten(1.0, 1.1, 1.7) => (1.0 + 0.5, 0.5, 2.0));
}
