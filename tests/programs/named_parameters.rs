//! Parameters by name in a map, for a reaction of several steps.

use std::collections::HashMap;

use chainrule::differentiate;
use chainrule_tests::compare::{Tolerance, assert_close};

/// The rate of a reaction after Arrhenius.
#[differentiate]
fn rate(parameters: &HashMap<String, f64>, reaction: &str, temperature: f64) -> f64 {
    let factor = parameters[&format!("{reaction}.factor")];
    let barrier = parameters[&format!("{reaction}.barrier")];
    factor * (-barrier / temperature).exp()
}

/// The yield of the middle one of three substances after some time.
#[differentiate]
fn yield_of(parameters: &HashMap<String, f64>, #[constant] temperature: f64, steps: usize) -> f64 {
    let (forth, on) = (rate(parameters, "forth", temperature), rate(parameters, "on", temperature));
    let mut amounts = [1.0, 0.0, 0.0];
    for _ in 0..steps {
        let first = 0.1 * forth * amounts[0];
        let second = 0.1 * on * amounts[1];
        amounts[0] -= first;
        amounts[1] += first - second;
        amounts[2] += second;
    }
    amounts[1] * parameters.get("price").copied().unwrap_or(1.0)
}

#[test]
fn gradient_by_name() {
    let entries =
        [("forth.factor", 2.0), ("forth.barrier", 1.1), ("on.factor", 1.5), ("on.barrier", 1.9), ("price", 3.0)];
    let parameters: HashMap<String, f64> = entries.iter().map(|(k, v)| ((*k).to_owned(), *v)).collect();
    let bars = grad_yield_of(&parameters, 0.8, 12);
    for (name, value) in entries {
        let at = |v: f64| {
            let mut moved = parameters.clone();
            moved.insert(name.to_owned(), v);
            yield_of(&moved, 0.8, 12)
        };
        let difference = (at(value + 1e-5) - at(value - 1e-5)) / 2e-5;
        assert_close(name, &[bars[name]], &[difference], Tolerance(1e-8));
    }
}
