//! Short programs of many fields: phylogeny, economics, ratings, statistics.

mod phylogeny {
    use chainrule::{Differentiable, differentiate};

    /// Felsenstein's pruning: the likelihood of a tree under the Jukes–Cantor model.
    #[derive(Clone, Debug, Differentiable)]
    enum Tree {
        Leaf(#[constant] usize),
        Fork { left: Box<Tree>, left_length: f64, right: Box<Tree>, right_length: f64 },
    }
    #[differentiate]
    fn transition(from: usize, to: usize, length: f64, rate: f64) -> f64 {
        let e = (-4.0 / 3.0 * rate * length).exp();
        if from == to { 0.25 + 0.75 * e } else { 0.25 - 0.25 * e }
    }
    #[differentiate]
    fn partial(tree: &Tree, rate: f64) -> [f64; 4] {
        match tree {
            Tree::Leaf(base) => {
                let mut p = [0.0; 4];
                p[*base] = 1.0;
                p
            }
            Tree::Fork { left, left_length, right, right_length } => {
                let (l, r) = (partial(left, rate), partial(right, rate));
                std::array::from_fn(|s| {
                    let a: f64 = (0..4).map(|t| transition(s, t, *left_length, rate) * l[t]).sum();
                    let b: f64 =
                        l.iter().zip(r).enumerate().map(|(t, (_, q))| transition(s, t, *right_length, rate) * q).sum();
                    a * b
                })
            }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (a, b) = (x.abs() + 0.1, y.abs() + 0.1);
        let leaf = |base| Box::new(Tree::Leaf(base));
        let cherry = Tree::Fork { left: leaf(0), left_length: a, right: leaf(2), right_length: b };
        let tree = Tree::Fork { left: Box::new(cherry), left_length: a * b, right: leaf(0), right_length: 0.3 };
        partial(&tree, 0.8 + 0.1 * a).iter().map(|p| 0.25 * p).sum::<f64>().ln()
    }

    chainrule_tests::agrees!(f);
}

mod value_iteration {
    use chainrule::differentiate;

    #[differentiate]
    fn interpolate(grid: &[f64], values: &[f64], at: f64) -> f64 {
        match grid.iter().position(|g| *g > at) {
            Some(0) => values[0],
            None => values[values.len() - 1],
            Some(i) => {
                let w = (at - grid[i - 1]) / (grid[i] - grid[i - 1]);
                values[i - 1] * (1.0 - w) + values[i] * w
            }
        }
    }
    #[differentiate]
    fn bellman(beta: f64, growth: f64, rounds: usize) -> Vec<f64> {
        let grid: Vec<f64> = (1..=6).map(|i| 0.5 * i as f64).collect();
        let mut v = vec![0.0; grid.len()];
        for _ in 0..rounds {
            let old = v.clone();
            for (k, value) in grid.iter().zip(v.iter_mut()) {
                *value = (1..5)
                    .map(|c| {
                        let eat = k * c as f64 / 5.0;
                        eat.sqrt() + beta * interpolate(&grid, &old, (k - eat) * growth)
                    })
                    .fold(f64::NEG_INFINITY, f64::max);
            }
        }
        v
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = bellman(0.9 + 0.01 * x, 1.07 + 0.01 * y, 7);
        v.iter().sum::<f64>() + v.last().unwrap() * x
    }

    chainrule_tests::agrees!(f);
}

mod elo_ratings {
    use chainrule::differentiate;

    use std::collections::BTreeMap;
    #[derive(Clone, Copy, Debug, PartialEq)]
    enum Outcome {
        Win,
        Draw,
        Loss,
    }
    #[differentiate]
    fn rate(#[constant] matches: &[(&str, &str, Outcome)], k: f64, home: f64) -> BTreeMap<String, f64> {
        let mut table: BTreeMap<String, f64> = BTreeMap::new();
        for (a, b, outcome) in matches {
            let ra = *table.entry(a.to_string()).or_insert(1500.0);
            let rb = *table.entry(b.to_string()).or_insert(1500.0);
            let expected = 1.0 / (1.0 + 10f64.powf((rb - ra - home) / 400.0));
            let score = match outcome {
                Outcome::Win => 1.0,
                Outcome::Draw => 0.5,
                Outcome::Loss => 0.0,
            };
            let change = k * (score - expected);
            *table.get_mut(*a).unwrap() += change;
            if let Some(r) = table.get_mut(*b) {
                *r -= change;
            }
        }
        table
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m =
            [("a", "b", Outcome::Win), ("b", "c", Outcome::Draw), ("c", "a", Outcome::Loss), ("b", "a", Outcome::Win)];
        let t: BTreeMap<String, f64> = rate(&m, 20.0 + x, 50.0 * y);
        (t["a"] - t["b"]) * 0.01 + t.values().map(|r| (r - 1500.0).powi(2)).sum::<f64>() * 1e-3
    }

    chainrule_tests::agrees!(f);
}

mod gaussian_process {
    use chainrule::differentiate;

    #[differentiate]
    fn kernel(a: f64, b: f64, scale: f64) -> f64 {
        (-0.5 * ((a - b) / scale).powi(2)).exp()
    }
    #[differentiate]
    fn evidence(xs: &[f64], ys: &[f64], scale: f64, noise: f64) -> f64 {
        let n = xs.len();
        let mut l = vec![vec![0.0; n]; n];
        for i in 0..n {
            for j in 0..=i {
                let mut s = kernel(xs[i], xs[j], scale) + if i == j { noise * noise } else { 0.0 };
                for k in 0..j {
                    s -= l[i][k] * l[j][k];
                }
                l[i][j] = if i == j { s.sqrt() } else { s / l[j][j] };
            }
        }
        let mut z: Vec<f64> = Vec::with_capacity(n);
        for (row, y) in l.iter().zip(ys) {
            let s: f64 = row.iter().zip(&z).map(|(a, b)| a * b).sum();
            z.push((y - s) / row[z.len()]);
        }
        -0.5 * z.iter().map(|v| v * v).sum::<f64>() - (0..n).map(|i| l[i][i].ln()).sum::<f64>()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        evidence(&[0.1, 0.5, 0.9, 1.7], &[1.0, x, 0.3, y], 0.5 + 0.1 * x.abs(), 0.4 + 0.1 * y)
    }

    chainrule_tests::agrees!(f);
}
