use chainrule::{Differentiable, differentiate};

#[derive(Differentiable)]
struct Node {
    value: f64,
    next: Option<Box<Node>>,
}

#[differentiate]
fn total(list: &Option<Box<Node>>, other: &Option<Box<Node>>) -> f64 {
    let mut current = list;
    let mut sum = 0.0;
    while let Some(node) = current {
        sum += node.value * node.value;
        current = if node.value > 1.0 { other } else { &node.next };
    }
    sum
}

fn main() {}
