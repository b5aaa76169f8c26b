use chainrule::{Differentiable, differentiate};

#[derive(Clone, Debug, Differentiable)]
enum Tree {
    Empty,
    Node {
        mass: f64,
        #[constant]
        size: f64,
    },
}

#[differentiate]
fn weight(mass: f64, half: f64) -> f64 {
    let node = Tree::Node { mass, size: 2.0 * half };
    match node {
        Tree::Empty => 0.0,
        Tree::Node { mass, size } => mass * size,
    }
}

fn main() {}
