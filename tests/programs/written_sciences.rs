//! Short programs of many fields: phylogeny, orbits, sound, solid geometry, economics, circuits, ratings, curves, statistics.

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

mod kepler_orbit {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Orbit {
        a: f64,
        e: f64,
        period: f64,
    }
    #[differentiate]
    impl Orbit {
        fn eccentric_anomaly(&self, mean: f64) -> Option<f64> {
            let mut guess = if self.e > 0.8 { std::f64::consts::PI } else { mean };
            for _ in 0..50 {
                let delta = (guess - self.e * guess.sin() - mean) / (1.0 - self.e * guess.cos());
                guess -= delta;
                if delta.abs() < 1e-13 {
                    return Some(guess);
                }
            }
            None
        }
        fn position(&self, t: f64) -> Option<(f64, f64)> {
            let mean = (2.0 * std::f64::consts::PI * t / self.period).rem_euclid(2.0 * std::f64::consts::PI);
            let ea = self.eccentric_anomaly(mean)?;
            Some((self.a * (ea.cos() - self.e), self.a * (1.0 - self.e.powi(2)).sqrt() * ea.sin()))
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let orbit = Orbit { a: 1.0 + 0.1 * x, e: 0.3 + 0.05 * y, period: 2.0 + x * x };
        let mut worst = f64::MIN;
        let mut sum = 0.0;
        for k in 1..5 {
            let Some((px, py)) = orbit.position(0.37 * k as f64) else { continue };
            sum += px.hypot(py);
            worst = worst.max(py);
        }
        sum + worst * y
    }

    chainrule_tests::agrees!(f);
}

mod karplus_strong {
    use chainrule::differentiate;

    use std::collections::VecDeque;
    #[differentiate]
    fn pluck(pick: &[f64], damping: f64, n: usize) -> Vec<f64> {
        let mut line: VecDeque<f64> = pick.iter().copied().collect();
        let mut out = Vec::with_capacity(n);
        for _ in 0..n {
            let first = line.pop_front().unwrap();
            let next = line.front().copied().unwrap_or(0.0);
            line.push_back(damping * 0.5 * (first + next));
            out.push(first);
        }
        out
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let pick: Vec<f64> = (0..5).map(|i| (x * i as f64).sin()).collect();
        let out = pluck(&pick, 0.9 + 0.05 * y, 23);
        out.iter().enumerate().map(|(i, v)| v * v * (1.0 + i as f64 * 0.1)).sum::<f64>().sqrt()
    }

    chainrule_tests::agrees!(f);
}

mod constructive_solid_geometry {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct P3 {
        x: f64,
        y: f64,
        z: f64,
    }
    #[derive(Clone, Debug, Differentiable)]
    enum Solid {
        Sphere { center: P3, radius: f64 },
        HalfSpace(P3, f64),
        Union(Box<Solid>, Box<Solid>),
        Difference(Box<Solid>, Box<Solid>),
        Smooth { parts: Vec<Solid>, k: f64 },
    }
    #[differentiate]
    impl Solid {
        fn distance(&self, p: &P3) -> f64 {
            match self {
                Solid::Sphere { center: P3 { x, y, z }, radius } => {
                    ((p.x - x).powi(2) + (p.y - y).powi(2) + (p.z - z).powi(2)).sqrt() - radius
                }
                Solid::HalfSpace(n, d) => n.x * p.x + n.y * p.y + n.z * p.z - d,
                Solid::Union(a, b) => a.distance(p).min(b.distance(p)),
                Solid::Difference(a, b) => a.distance(p).max(-b.distance(p)),
                Solid::Smooth { parts, k } => -parts.iter().map(|s| (-k * s.distance(p)).exp()).sum::<f64>().ln() / k,
            }
        }
    }
    #[differentiate]
    fn march(scene: &Solid, from: P3, dir: P3) -> f64 {
        let mut t = 0.0;
        let mut steps = 0;
        while steps < 40 {
            let p = P3 { x: from.x + dir.x * t, y: from.y + dir.y * t, z: from.z + dir.z * t };
            let d = scene.distance(&p);
            if d < 1e-9 || t > 20.0 {
                break;
            }
            t += d;
            steps += 1;
        }
        t
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let ball = |c: f64, r: f64| Solid::Sphere { center: P3 { x: c, y: 0.1 * c, z: 5.0 }, radius: r };
        let scene = Solid::Difference(
            Box::new(Solid::Union(
                Box::new(Solid::Smooth { parts: vec![ball(0.1 * x, 1.0 + 0.1 * y), ball(0.8, 1.1)], k: 3.0 }),
                Box::new(Solid::HalfSpace(P3 { x: 0.0, y: 1.0, z: 0.0 }, -3.0)),
            )),
            Box::new(ball(-2.0, 0.5 + 0.01 * x)),
        );
        march(&scene, P3 { x: 0.05 * y, y: 0.0, z: 0.0 }, P3 { x: 0.0, y: 0.02 * x, z: 1.0 })
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

mod circuit {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    enum Part {
        Resistor {
            #[constant]
            nodes: (usize, usize),
            ohms: f64,
        },
        Source {
            #[constant]
            node: usize,
            amps: f64,
        },
        Diode {
            #[constant]
            nodes: (usize, usize),
            is: f64,
        },
    }
    #[differentiate]
    fn solve(mut a: Vec<Vec<f64>>, mut b: Vec<f64>) -> Vec<f64> {
        let n = b.len();
        for c in 0..n {
            let p = (c..n).max_by(|&i, &j| a[i][c].abs().total_cmp(&a[j][c].abs())).unwrap();
            a.swap(c, p);
            b.swap(c, p);
            for r in c + 1..n {
                let m = a[r][c] / a[c][c];
                for k in c..n {
                    let t = a[c][k];
                    a[r][k] -= m * t;
                }
                b[r] -= m * b[c];
            }
        }
        for r in (0..n).rev() {
            let s: f64 = (r + 1..n).map(|k| a[r][k] * b[k]).sum();
            b[r] = (b[r] - s) / a[r][r];
        }
        b
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let parts = [
            Part::Resistor { nodes: (0, 1), ohms: 1.0 + x * x },
            Part::Resistor { nodes: (1, 2), ohms: 2.0 },
            Part::Source { node: 0, amps: y },
            Part::Diode { nodes: (2, 3), is: 0.1 },
            Part::Resistor { nodes: (2, 3), ohms: 5.0 + y },
        ];
        let mut v = vec![0.0f64; 3];
        for _ in 0..6 {
            let mut g = vec![vec![0.0; 3]; 3];
            let mut i = vec![0.0; 3];
            for (k, part) in parts.iter().enumerate() {
                match part {
                    Part::Source { node, amps } => i[*node] += amps,
                    Part::Resistor { nodes: (p, q), ohms } | Part::Diode { nodes: (p, q), is: ohms } => {
                        let cond =
                            if let Part::Diode { .. } = part { ohms * (1.0 + 0.1 * v[*p].tanh()) } else { 1.0 / ohms };
                        if *p < 3 {
                            g[*p][*p] += cond;
                        }
                        if *q < 3 {
                            g[*q][*q] += cond;
                        }
                        if *p < 3 && *q < 3 {
                            g[*p][*q] -= cond;
                            g[*q][*p] -= cond;
                        }
                    }
                }
                if k == 99 {
                    break;
                }
            }
            v = solve(g, i);
        }
        v[0] * v[1] + v[2]
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

mod bezier_flattening {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    struct Pt(f64, f64);
    #[differentiate]
    impl Pt {
        fn lerp(self, o: Pt, t: f64) -> Pt {
            Pt(self.0 + (o.0 - self.0) * t, self.1 + (o.1 - self.1) * t)
        }
        fn dist(self, o: Pt) -> f64 {
            (self.0 - o.0).hypot(self.1 - o.1)
        }
    }
    #[differentiate]
    fn length(c: [Pt; 4], depth: usize) -> f64 {
        let [a, b, d, e] = c;
        let chord = a.dist(e);
        let poly = a.dist(b) + b.dist(d) + d.dist(e);
        if depth == 0 || poly - chord < 1e-3 {
            return (2.0 * chord + 2.0 * poly) / 4.0;
        }
        let (ab, bd, de) = (a.lerp(b, 0.5), b.lerp(d, 0.5), d.lerp(e, 0.5));
        let (l, r) = (ab.lerp(bd, 0.5), bd.lerp(de, 0.5));
        let m = l.lerp(r, 0.5);
        length([a, ab, l, m], depth - 1) + length([m, r, de, e], depth - 1)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        length([Pt(0.0, 0.0), Pt(x, 1.0), Pt(1.0, y), Pt(2.0, x * y)], 6)
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

mod adaptive_step {
    use chainrule::differentiate;

    #[differentiate]
    fn rkf(rhs: impl Fn(f64, &[f64; 2]) -> [f64; 2], mut u: [f64; 2], end: f64, tol: f64) -> [f64; 2] {
        let (mut t, mut h) = (0.0, 0.1);
        let mut rejected = 0;
        while t < end {
            if t + h > end {
                h = end - t;
            }
            let k1 = rhs(t, &u);
            let mid = [u[0] + 0.5 * h * k1[0], u[1] + 0.5 * h * k1[1]];
            let k2 = rhs(t + 0.5 * h, &mid);
            let err = (0..2).map(|i| (k2[i] - k1[i]).abs() * h).fold(0.0, f64::max);
            if err > tol && rejected < 50 {
                h *= 0.5;
                rejected += 1;
                continue;
            }
            for (ui, ki) in u.iter_mut().zip(k2) {
                *ui += h * ki;
            }
            t += h;
            if err < tol * 0.1 {
                h *= 1.5;
            }
        }
        u
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let u =
            rkf(|t, u: &[f64; 2]| [u[1] + 0.1 * t, (1.0 - u[0] * u[0]) * u[1] * 0.3 - u[0] * y], [x, 0.5], 1.5, 0.05);
        u[0] * u[0] + u[1]
    }

    chainrule_tests::agrees!(f);
}

mod bouncing_ball {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Ball {
        height: f64,
        speed: f64,
        #[constant]
        bounces: u32,
    }
    #[derive(Clone, Debug, PartialEq, Differentiable)]
    enum Stop {
        Rest(#[constant] u32),
        Sank {
            #[constant]
            at: u32,
        },
    }
    #[differentiate]
    fn fly(ball: &mut Ball, restitution: f64, gravity: f64) -> Result<f64, Stop> {
        if ball.height < 0.0 {
            return Err(Stop::Sank { at: ball.bounces });
        }
        let t = (ball.speed + (ball.speed * ball.speed + 2.0 * gravity * ball.height).sqrt()) / gravity;
        ball.speed = restitution * (gravity * t - ball.speed);
        ball.height = 0.0;
        ball.bounces += 1;
        if ball.speed < 0.05 { Err(Stop::Rest(ball.bounces)) } else { Ok(t) }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut ball = Ball { height: x.abs() + 0.2, speed: y, bounces: 0 };
        let mut clock = 0.0;
        let why = loop {
            match fly(&mut ball, 0.6, 9.81) {
                Ok(t) => clock += t,
                Err(stop) => break stop,
            }
        };
        let last = match why {
            Stop::Rest(n) if n > 2 => clock * n as f64,
            Stop::Rest(_) => clock,
            Stop::Sank { .. } => y,
        };
        last + ball.speed
    }

    chainrule_tests::agrees!(f);
}

mod linked_polynomial {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Term {
        c: f64,
        #[constant]
        e: i32,
        rest: Option<Box<Term>>,
    }
    #[derive(Clone, Debug, Default, Differentiable)]
    struct Poly {
        head: Option<Box<Term>>,
    }
    #[differentiate]
    impl Poly {
        fn add_term(&mut self, c: f64, e: i32) {
            let mut cur = &mut self.head;
            while cur.as_ref().is_some_and(|t| t.e > e) {
                cur = &mut cur.as_mut().unwrap().rest;
            }
            if let Some(t) = cur
                && t.e == e
            {
                t.c += c;
                return;
            }
            let rest = cur.take();
            *cur = Some(Box::new(Term { c, e, rest }));
        }
        fn eval(&self, x: f64) -> f64 {
            let mut s = 0.0;
            let mut cur = self.head.as_deref();
            while let Some(t) = cur {
                s += t.c * x.powi(t.e);
                cur = t.rest.as_deref();
            }
            s
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut p = Poly::default();
        for (i, e) in [2, 0, 3, 2].into_iter().enumerate() {
            p.add_term(x + y * i as f64, e);
        }
        p.eval(y) * p.eval(0.3)
    }

    chainrule_tests::agrees!(f);
}
