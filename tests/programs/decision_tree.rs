//! A tree of boxes: soft decisions, its depth, and the change of its leaves.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Debug, Differentiable)]
enum Node {
    Leaf(f64),
    Split {
        #[constant]
        feature: usize,
        threshold: f64,
        below: Box<Node>,
        above: Box<Node>,
    },
}

#[differentiate]
impl Node {
    fn leaf(value: f64) -> Box<Node> {
        Box::new(Node::Leaf(value))
    }

    /// Each split sends a share of the sample to both sides.
    fn predict(&self, sample: &[f64], softness: f64) -> f64 {
        match self {
            Node::Leaf(value) => *value,
            Node::Split { feature, threshold, below, above } => {
                let share = 1.0 / (1.0 + ((threshold - sample[*feature]) / softness).exp());
                share * above.predict(sample, softness) + (1.0 - share) * below.predict(sample, softness)
            }
        }
    }

    fn shrink(&mut self, factor: f64) {
        match self {
            Node::Leaf(value) => *value *= factor,
            Node::Split { below, above, .. } => {
                below.shrink(factor);
                above.shrink(0.5 * factor);
            }
        }
    }
}

/// A list: a head and perhaps a tail.
#[derive(Clone, Debug, Differentiable)]
struct Link {
    value: f64,
    next: Option<Box<Link>>,
}

#[differentiate]
fn weighted_sum(link: &Link, weight: f64) -> f64 {
    let mut sum = weight * link.value;
    if let Some(next) = &link.next {
        sum += weighted_sum(next, 0.5 * weight);
    }
    sum
}

#[differentiate]
fn forest(leaves: &[f64; 3], thresholds: (f64, f64), sample: &[f64], softness: f64) -> f64 {
    let inner =
        Node::Split { feature: 1, threshold: thresholds.1, below: Node::leaf(leaves[0]), above: Node::leaf(leaves[1]) };
    let mut tree =
        Node::Split { feature: 0, threshold: thresholds.0, below: Box::new(inner), above: Node::leaf(leaves[2]) };
    let before = tree.predict(sample, softness);
    tree.shrink(0.8);
    before * tree.predict(sample, softness)
}

#[differentiate]
fn chain(values: &[f64]) -> f64 {
    let mut head = Link { value: values[0], next: None };
    for value in &values[1..] {
        head = Link { value: *value, next: Some(Box::new(head)) };
    }
    weighted_sum(&head, 1.0)
}

#[test]
fn a_soft_decision_tree() {
    check!(forest(&[0.3, -0.9, 1.4], (0.2, 0.6), &[0.25, 0.4], 0.5));
}

#[test]
fn a_list_of_boxes() {
    check!(chain(&[1.0, 2.0, 3.0]) => vec![0.25, 0.5, 1.0]);
}
