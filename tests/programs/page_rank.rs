//! The ranks of pages in a web of links, by the power method on a sparse matrix.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Debug, Differentiable)]
struct Sparse {
    #[constant]
    starts: Vec<usize>,
    #[constant]
    columns: Vec<usize>,
    values: Vec<f64>,
}

#[differentiate]
impl Sparse {
    fn times(&self, x: &[f64]) -> Vec<f64> {
        (0..x.len())
            .map(|row| {
                let range = self.starts[row]..self.starts[row + 1];
                self.columns[range.clone()].iter().zip(&self.values[range]).map(|(&j, v)| v * x[j]).sum()
            })
            .collect()
    }
}

#[differentiate]
fn ranks(links: &Sparse, damping: f64, rounds: usize) -> Vec<f64> {
    let n = links.starts.len() - 1;
    let mut rank = vec![1.0 / n as f64; n];
    for _ in 0..rounds {
        let mut next = links.times(&rank);
        for r in next.iter_mut() {
            *r = damping * *r + (1.0 - damping) / n as f64;
        }
        let total: f64 = next.iter().sum();
        next.iter_mut().for_each(|r| *r /= total);
        let change: f64 = next.iter().zip(&rank).map(|(a, b)| (a - b).abs()).sum();
        rank = next;
        if change < 1e-12 {
            break;
        }
    }
    rank
}

#[differentiate]
fn advantage(weights: &[f64], damping: f64) -> f64 {
    let links = Sparse { starts: vec![0, 2, 3, 5, 6], columns: vec![1, 3, 0, 0, 1, 2], values: weights.to_vec() };
    let rank = ranks(&links, damping, 40);
    rank[0] - rank[2].powi(2)
}

#[test]
fn ranks_depend_on_links() {
    check!(advantage(&[0.5, 1.0, 0.3, 0.7, 0.5, 1.0], 0.85));
}
