//! Methods of floats as functions that are passed, and closures that give an `Option` of any making.

use chainrule::{Differentiable, differentiate};

mod methods_of_floats_are_passed {
    #[allow(unused_imports, reason = "not every module derives")]
    use super::*;

    #[differentiate]
    fn integrate(g: impl Fn(f64) -> f64, a: f64, b: f64, n: usize) -> f64 {
        let h = (b - a) / n as f64;
        (0..n).map(|i| g(a + (i as f64 + 0.5) * h) * h).sum()
    }
    #[differentiate]
    fn combined(op: impl Fn(f64, f64) -> f64, list: &[f64]) -> f64 {
        let mut all = list[0];
        for v in &list[1..] {
            all = op(all, *v);
        }
        all
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        integrate(f64::cos, y, x, 8) * combined(f64::max, &[x, y, 0.5])
            + combined(f64::hypot, &[x, x * y, y])
            + integrate(|t| (x * t).sin(), 0.0, y, 6)
    }

    chainrule_tests::agrees!(f);
}

mod options_are_filtered_as_they_are {
    #[allow(unused_imports, reason = "not every module derives")]
    use super::*;

    #[differentiate]
    fn root(v: f64) -> Option<f64> {
        if v > 0.0 { Some(v.sqrt()) } else { None }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let values = [Some(x), None, Some(x * y), Some(y)];
        let best = values.iter().filter_map(|v| *v).fold(f64::MIN, f64::max);
        let roots: Vec<f64> = [x, y, x * y].iter().filter_map(|v| root(*v)).collect();
        let scaled: f64 = values.iter().filter_map(|v| v.map(|v| v * y)).sum();
        let firsts: Vec<f64> = [vec![x], vec![], vec![y, x]].iter().filter_map(|row| row.first().copied()).collect();
        let matched: f64 = [x, y]
            .iter()
            .filter_map(|v| match root(*v) {
                Some(r) if r < 1.2 => Some(r * x),
                _ => None,
            })
            .sum();
        best + roots.iter().sum::<f64>() * scaled + firsts[0] * firsts[1] + matched
    }

    chainrule_tests::agrees!(f);
}

mod closures_that_read_references_to_numbers {
    use super::*;

    #[derive(Clone, Debug, Differentiable)]
    struct Layer {
        w: f64,
        b: f64,
    }
    #[differentiate]
    impl Layer {
        fn run(&self, act: impl Fn(f64) -> f64) -> f64 {
            act(self.w) + act(self.b) * self.w
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let layers = vec![Layer { w: x, b: y }, Layer { w: x * y, b: x - y }];
        let counts = vec![2usize, 3];
        let mut sum = 0.0;
        for (layer, k) in layers.iter().zip(counts.iter()) {
            sum += layer.run(|t| t * *k as f64);
        }
        for (layer, c) in layers.iter().zip(&[x, y]) {
            sum += layer.run(|t| t.sin() * *c);
        }
        sum
    }

    chainrule_tests::agrees!(f);
}
