//! What carries no derivative beside what does: text in fields and in variants, books of positions, containers of indices.

mod matched_in_tuples {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    enum Term {
        Number(f64),
        Call {
            #[constant]
            name: &'static str,
            args: Vec<f64>,
            #[constant]
            k: usize,
        },
    }

    impl Term {
        #[differentiate]
        fn eval(&self, t: f64) -> f64 {
            match self {
                Term::Number(v) => *v,
                Term::Call { name, args, k } => {
                    let scale = match *name {
                        "sin" => 2.0 * t,
                        _ => 1.0,
                    };
                    let value = match (*name, *k, args.as_slice()) {
                        ("sin", 0, [a]) => a.sin(),
                        ("hypot", 1..=3, [a, b]) => a.hypot(*b),
                        (other, n @ (4 | 5), all) => all.iter().sum::<f64>() * (other.len() + n) as f64 * t,
                        _ => t,
                    };
                    scale * args[0] + value
                }
            }
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let terms = vec![
            Term::Number(x),
            Term::Call { name: "sin", args: vec![x * y], k: 0 },
            Term::Call { name: "hypot", args: vec![x, y], k: 2 },
            Term::Call { name: "sum", args: vec![x, y, 1.0], k: 5 },
            Term::Call { name: "none", args: vec![x * x], k: 9 },
        ];
        terms.iter().map(|term| term.eval(y)).sum()
    }

    chainrule_tests::agrees!(f);
}

mod methods_of_text {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Quantity {
        #[constant]
        unit: String,
        label: String,
        value: f64,
        #[constant]
        rank: usize,
    }

    impl Quantity {
        #[differentiate]
        fn metres(&self, t: f64) -> f64 {
            let factor = match self.unit.as_str() {
                "m" => t,
                "km" if self.rank > 1 => 1000.0 * t,
                _ => 1.0,
            };
            factor * self.value * self.label.len() as f64
        }
    }

    #[derive(Clone, Debug, Differentiable)]
    enum Term {
        Call(String, Vec<f64>),
        Weighted {
            weight: Option<f64>,
            #[constant]
            tag: String,
            n: usize,
        },
    }

    impl Term {
        #[differentiate]
        fn eval(&self, t: f64) -> f64 {
            match self {
                Term::Call(name, args) => {
                    if name.is_empty() {
                        return t;
                    }
                    let factor = if name.as_str() == "double" { 2.0 * t } else { 1.0 };
                    factor * args[0] * name.len() as f64
                }
                Term::Weighted { weight, tag, n } => {
                    weight.unwrap_or(t) * (tag.len() + *n) as f64 + weight.map(|w| w * w).unwrap_or(0.0)
                }
            }
        }

        #[differentiate]
        fn taken(self, t: f64) -> f64 {
            match self {
                Term::Call(name, args) => args.iter().sum::<f64>() * t + name.chars().count() as f64,
                Term::Weighted { weight, tag, n } if n > 1 => weight.unwrap_or(t) * tag.len() as f64,
                Term::Weighted { tag, .. } => tag.len() as f64 * t,
            }
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let terms = vec![
            Term::Call("double".to_string(), vec![x * y]),
            Term::Call(String::new(), vec![x, y]),
            Term::Weighted { weight: Some(x), tag: "abc".into(), n: 2 },
            Term::Weighted { weight: None, tag: "b".into(), n: 1 },
        ];
        let quantities = [
            Quantity { unit: "m".into(), label: "u".into(), value: x, rank: 1 },
            Quantity { unit: "km".into(), label: "uu".into(), value: y, rank: 2 },
        ];
        let copies = terms.clone();
        let mut sum: f64 = quantities.iter().map(|quantity| quantity.metres(x)).sum();
        sum += terms.iter().map(|term| term.eval(y)).sum::<f64>();
        sum + copies.into_iter().map(|term| term.taken(x)).sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod books_in_structs {
    use std::collections::HashMap;

    use chainrule::{Differentiable, differentiate};

    /// Weights by name, and the order in which they were asked for.
    #[derive(Clone, Debug, Differentiable)]
    struct Weights {
        values: Vec<f64>,
        positions: HashMap<String, usize>,
        order: Vec<usize>,
        #[constant]
        scale: HashMap<String, f64>,
    }

    impl Weights {
        #[differentiate]
        fn get(&self, name: &str) -> Option<f64> {
            self.positions.get(name).map(|&i| self.values[i])
        }

        #[differentiate]
        fn scaled(&self, name: &str) -> f64 {
            match self.positions.get(name) {
                Some(&i) if i < self.values.len() => self.values[i] * self.scale[name],
                _ => 1.0,
            }
        }

        #[differentiate]
        fn add(&mut self, name: &str, v: f64) {
            let at = match self.positions.get(name) {
                Some(i) => *i,
                None => {
                    let i = self.values.len();
                    self.positions.insert(name.to_string(), i);
                    self.values.push(0.0);
                    i
                }
            };
            self.values[at] += v * self.values[self.order[0]];
            self.order.push(at);
            self.order.swap(0, at.min(1));
        }

        #[differentiate]
        fn total(&self) -> f64 {
            self.order.iter().map(|&i| self.values[i]).sum::<f64>() * self.positions.len() as f64
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut weights = Weights {
            values: vec![x],
            positions: HashMap::from([("a".to_string(), 0usize)]),
            order: vec![0],
            scale: HashMap::from([("a".to_string(), 2.0)]),
        };
        weights.add("b", y);
        weights.add("a", x * y);
        weights.add("c", weights.scaled("a"));
        weights.add("b", x);
        weights.total() + weights.get("b").unwrap_or(0.0) * weights.get("z").unwrap_or(x)
    }

    chainrule_tests::agrees!(f);
}

mod containers_of_nothing {
    use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

    use chainrule::differentiate;

    #[differentiate]
    fn chosen(positions: &HashMap<String, usize>, xs: &[f64], key: &str) -> Option<f64> {
        let n = xs.len();
        let k = n - 1 - positions.get(key)?.min(&1);
        let l = positions[key] + positions.get("b")?.checked_mul(2)?;
        let (p, q) = (k + positions.get("a").copied()?, l);
        Some(xs[k] * xs[l % n] + xs[p % n] * q as f64)
    }

    #[differentiate]
    fn groups(groups: &BTreeMap<usize, Vec<usize>>, left_out: &HashSet<usize>, xs: &[f64]) -> f64 {
        let mut sum = 0.0;
        for (k, group) in groups {
            if left_out.contains(k) {
                continue;
            }
            let s: f64 = group.iter().map(|&i| xs[i]).sum();
            sum += s * s / group.len() as f64;
        }
        sum
    }

    #[differentiate]
    fn breadth_first(neighbours: &[Vec<usize>], w: &[f64]) -> f64 {
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        let mut queue: VecDeque<usize> = VecDeque::new();
        let mut depth: HashMap<usize, usize> = HashMap::new();
        queue.push_back(0);
        depth.insert(0, 1);
        let mut product = 1.0;
        while let Some(u) = queue.pop_front() {
            if !seen.insert(u) {
                continue;
            }
            product = product * w[u] + depth[&u] as f64;
            for &v in &neighbours[u] {
                let next = depth[&u] + 1;
                depth.entry(v).or_insert(next);
                queue.push_back(v);
            }
        }
        product
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut positions = HashMap::new();
        positions.insert("a".to_string(), 0usize);
        positions.insert("b".to_string(), 1usize);
        let xs = [x, y, x * y];
        let mut all: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for i in 0..3usize {
            all.entry(i % 2).or_default().push(i);
        }
        let left_out: HashSet<usize> = [1usize].into_iter().collect();
        let names = ["a", "b", "c"];
        let found: f64 = names.iter().map(|name| chosen(&positions, &xs, name).unwrap_or(y)).sum();
        found
            + groups(&all, &left_out, &xs)
            + groups(&all, &HashSet::new(), &xs) * breadth_first(&[vec![1, 2], vec![2], vec![0]], &xs)
    }

    chainrule_tests::agrees!(f);
}

mod methods_that_say_where {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Table {
        xs: Vec<f64>,
        ys: Vec<f64>,
        #[constant]
        names: Vec<String>,
    }

    impl Table {
        fn index(&self, name: &str) -> Option<usize> {
            self.names.iter().position(|n| n == name)
        }

        fn len(&self) -> usize {
            self.xs.len()
        }

        fn bin(&self, x: f64) -> usize {
            self.xs.iter().take_while(|v| **v < x).count().min(self.len() - 1)
        }

        #[differentiate]
        fn lookup(&self, name: &str, x: f64) -> Option<f64> {
            let i = self.index(name)?.min(self.xs.len() - 2);
            let j = self.index(name)? + 1;
            if j >= self.len() {
                return None;
            }
            let s = (x - self.xs[i]) / (self.xs[i + 1] - self.xs[i]);
            Some(self.ys[i] + s * (self.ys[j] - self.ys[i]) + self.ys[self.bin(x)])
        }

        #[differentiate]
        fn bump(&mut self, name: &str, v: f64) {
            if let Some(i) = self.index(name) {
                self.ys[i] *= v;
                let b = self.bin(v);
                self.xs[b] += self.ys[i] * 0.01;
            } else {
                let n = self.len();
                self.ys[n - 1] += v;
            }
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut table = Table {
            xs: vec![x, 2.0 * x + 1.0, 5.0],
            ys: vec![y, x * y, y * y],
            names: vec!["a".into(), "b".into(), "c".into()],
        };
        table.bump("b", x);
        table.bump("q", y);
        let k = table.bin(y);
        table.lookup("a", y).unwrap_or(1.0) * table.lookup("b", x).unwrap_or(x)
            + table.lookup("c", x).unwrap_or(y)
            + table.ys[k]
    }

    chainrule_tests::agrees!(f);
}

mod methods_that_give_indices {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Grid {
        v: Vec<f64>,
        n: usize,
    }

    impl Grid {
        fn at(&self, i: usize, j: usize) -> usize {
            i * self.n + j
        }

        fn inside(&self, i: usize) -> bool {
            i > 0 && i + 1 < self.n
        }
    }

    #[differentiate]
    fn smooth(g: &mut Grid, w: f64) -> f64 {
        let mut change = 0.0;
        for i in 0..g.n {
            if !g.inside(i) {
                continue;
            }
            for j in 1..g.n - 1 {
                let k = g.at(i, j);
                let around = g.v[g.at(i - 1, j)] + g.v[g.at(i + 1, j)] + g.v[k - 1] + g.v[k + 1];
                let new = (1.0 - w) * g.v[k] + w * 0.25 * around;
                change += (new - g.v[k]).powi(2);
                g.v[k] = new;
            }
        }
        change
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let cells = (0..16).map(|i| x * (i % 5) as f64 + y * (i % 3) as f64).collect();
        let mut grid = Grid { v: cells, n: 4 };
        let mut sum = 0.0;
        for _ in 0..3 {
            sum += smooth(&mut grid, 0.8 * y);
        }
        sum + grid.v[grid.at(1, 2)]
    }

    chainrule_tests::agrees!(f);
}
