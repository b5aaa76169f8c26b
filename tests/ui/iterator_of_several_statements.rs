use chainrule::{Differentiable, differentiate};

#[derive(Clone, Differentiable)]
struct Chain {
    links: Vec<f64>,
}

#[differentiate]
impl Chain {
    fn inner(&self) -> impl Iterator<Item = &f64> {
        let end = self.links.len() - 1;
        self.links[1..end].iter()
    }

    fn length(&self) -> f64 {
        let mut length = 0.0;
        for link in self.inner() {
            length += link * link;
        }
        length
    }
}

fn main() {}
