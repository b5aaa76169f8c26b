//! A hidden Markov model: the forward algorithm, and the best path of Viterbi.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Debug, Differentiable)]
struct Model<const S: usize> {
    start: [f64; S],
    transition: [[f64; S]; S],
    means: [f64; S],
    spread: f64,
}

#[differentiate]
fn log_sum_exp(values: &[f64]) -> f64 {
    let largest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    largest + values.iter().map(|v| (v - largest).exp()).sum::<f64>().ln()
}

#[differentiate]
impl<const S: usize> Model<S> {
    fn log_emission(&self, state: usize, seen: f64) -> f64 {
        let z = (seen - self.means[state]) / self.spread;
        -0.5 * z * z - self.spread.ln()
    }

    fn log_likelihood(&self, seen: &[f64]) -> f64 {
        let mut alpha: [f64; S] = std::array::from_fn(|s| self.start[s] + self.log_emission(s, seen[0]));
        for &value in &seen[1..] {
            let mut next = [0.0; S];
            for (to, slot) in next.iter_mut().enumerate() {
                let arriving: Vec<f64> = (0..S).map(|from| alpha[from] + self.transition[from][to]).collect();
                *slot = log_sum_exp(&arriving) + self.log_emission(to, value);
            }
            alpha = next;
        }
        log_sum_exp(&alpha)
    }

    /// The likelihood of the best path.
    fn viterbi(&self, seen: &[f64]) -> f64 {
        let mut best: Vec<f64> = (0..S).map(|s| self.start[s] + self.log_emission(s, seen[0])).collect();
        for value in seen.iter().skip(1) {
            best = (0..S)
                .map(|to| {
                    let arrived = (0..S)
                        .map(|from| best[from] + self.transition[from][to])
                        .max_by(|a, b| a.partial_cmp(b).unwrap())
                        .unwrap();
                    arrived + self.log_emission(to, *value)
                })
                .collect();
        }
        best.into_iter().fold(f64::NEG_INFINITY, f64::max)
    }
}

#[differentiate]
fn gap(means: [f64; 2], spread: f64, stay: [f64; 2], seen: &[f64]) -> f64 {
    let row = |stay: f64| [stay.ln(), (1.0 - stay).ln()];
    let [first, second] = stay;
    let [p, q] = row(second);
    let model = Model { start: [-0.5, -0.9], transition: [row(first), [q, p]], means, spread };
    model.log_likelihood(seen) - model.viterbi(seen)
}

#[test]
fn likelihood_of_all_paths_and_of_the_best() {
    check!(gap([0.2, 1.4], 0.5, [0.8, 0.7], &[0.1, 0.4, 1.2, 1.7, 0.9, 0.0]));
}
