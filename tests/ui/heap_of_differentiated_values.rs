use std::cmp::Ordering;
use std::collections::BinaryHeap;

use chainrule::{Differentiable, differentiate};

#[derive(Clone, Copy, PartialEq, Differentiable)]
struct State {
    cost: f64,
    #[constant]
    node: usize,
}

impl Eq for State {}

impl Ord for State {
    fn cmp(&self, other: &Self) -> Ordering {
        other.cost.total_cmp(&self.cost)
    }
}

impl PartialOrd for State {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[differentiate]
fn cheapest(costs: &[f64]) -> f64 {
    let mut heap = BinaryHeap::new();
    for node in 0..costs.len() {
        heap.push(State { cost: costs[node] * costs[node], node });
    }
    let mut sum = costs[0];
    while let Some(State { cost, node }) = heap.pop() {
        sum += cost * node as f64;
    }
    sum
}

fn main() {}
