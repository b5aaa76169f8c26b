//! Numerics, as people write them who have read the README: builders, matrices, splines, solvers, signals, graphs.

mod chunked_spectrum {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn window_energy(signal: &[f64], size: usize) -> Vec<f64> {
        signal.chunks(size).map(|c| c.iter().map(|v| v * v).sum::<f64>() / c.len() as f64).collect()
    }
    #[differentiate]
    fn smooth(v: &[f64]) -> Vec<f64> {
        let mut out = vec![v[0]];
        out.extend(v.windows(3).map(|w| (w[0] + 2.0 * w[1] + w[2]) / 4.0));
        if let Some(&last) = v.last() {
            out.push(last);
        }
        out
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let signal: Vec<f64> = (0..10).map(|i| (x * i as f64).sin() + y * (i as f64 * 0.5).cos()).collect();
        let s = smooth(&smooth(&signal));
        let e = window_energy(&s, 3);
        let (imax, max) =
            e.iter().enumerate().fold((0, f64::MIN), |(bi, bv), (i, &v)| if v > bv { (i, v) } else { (bi, bv) });
        max + e[(imax + 1) % e.len()].sqrt()
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod dijkstra {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn shortest(edges: &[(usize, usize, f64)], n: usize) -> f64 {
        let mut dist = vec![f64::INFINITY; n];
        dist[0] = 0.0;
        let mut done = vec![false; n];
        for _ in 0..n {
            let mut best = None;
            for i in 0..n {
                if !done[i] && best.map_or(true, |b: usize| dist[i] < dist[b]) {
                    best = Some(i);
                }
            }
            let Some(u) = best else { break };
            done[u] = true;
            for &(a, b, w) in edges {
                if a == u && dist[u] + w < dist[b] {
                    dist[b] = dist[u] + w;
                }
            }
        }
        dist[n - 1]
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        shortest(&[(0, 1, x * x), (1, 2, y * y), (0, 2, x * x + y + 3.0), (2, 3, x * y + 5.0)], 4)
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod builder {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Default, Differentiable)]
    struct Config {
        lr: f64,
        decay: f64,
        #[constant]
        steps: usize,
        #[constant]
        clip: Option<f64>,
    }
    #[differentiate]
    impl Config {
        fn new() -> Self {
            Self { lr: 0.1, decay: 1.0, steps: 5, clip: None }
        }
        fn lr(mut self, lr: f64) -> Self {
            self.lr = lr;
            self
        }
        fn decay(mut self, d: f64) -> Self {
            self.decay = d;
            self
        }
        fn steps(mut self, n: usize) -> Self {
            self.steps = n;
            self
        }
    }
    #[differentiate]
    fn optimize(cfg: &Config, start: f64) -> f64 {
        let mut w = start;
        let mut lr = cfg.lr;
        for _ in 0..cfg.steps {
            let g = 2.0 * (w - 3.0) + w.sin();
            let g = match cfg.clip {
                Some(c) => g.clamp(-c, c),
                None => g,
            };
            w -= lr * g;
            lr *= cfg.decay;
        }
        (w - 3.0).powi(2)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let cfg = Config::new().lr(0.1 * x.abs() + 0.05).decay(0.9).steps(4);
        optimize(&cfg, y)
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod question_marks {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[derive(Clone, Debug, PartialEq)]
    enum SolveError {
        Singular,
        TooFar(usize),
    }
    #[differentiate]
    fn solve2(a: [[f64; 2]; 2], b: [f64; 2]) -> Result<[f64; 2], SolveError> {
        let det = a[0][0] * a[1][1] - a[0][1] * a[1][0];
        if det.abs() < 1e-12 {
            return Err(SolveError::Singular);
        }
        Ok([(b[0] * a[1][1] - a[0][1] * b[1]) / det, (a[0][0] * b[1] - a[1][0] * b[0]) / det])
    }
    #[differentiate]
    fn newton(x: f64, y: f64) -> Result<f64, SolveError> {
        let mut p = [1.0, 1.0];
        for i in 0..20 {
            let r = [p[0] * p[0] + p[1] - x * x - 1.0, p[0] - p[1] * y - 0.1];
            if r[0].abs() + r[1].abs() < 1e-14 {
                break;
            }
            let d = solve2([[2.0 * p[0], 1.0], [1.0, -y]], r)?;
            p[0] -= d[0];
            p[1] -= d[1];
            if p[0].abs() > 1e6 {
                return Err(SolveError::TooFar(i));
            }
        }
        Ok(p[0] * p[1])
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        newton(x, y).unwrap_or_else(|_| 0.0)
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod newton_closure {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn newton(f: impl Fn(f64) -> f64, df: impl Fn(f64) -> f64, x0: f64) -> f64 {
        let mut x = x0;
        for _ in 0..30 {
            let step = f(x) / df(x);
            x -= step;
            if step.abs() < 1e-13 {
                break;
            }
        }
        x
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = x * x + 1.0;
        newton(|t| t.powi(3) + y * y * t - a, |t| 3.0 * t * t + y * y, 1.0)
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod matrix_struct {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    use std::ops::{Index, IndexMut, Mul};
    #[derive(Clone, Debug, Differentiable)]
    struct Mat {
        #[constant]
        n: usize,
        #[constant]
        m: usize,
        data: Vec<f64>,
    }
    #[differentiate]
    impl Index<(usize, usize)> for Mat {
        type Output = f64;
        fn index(&self, (i, j): (usize, usize)) -> &f64 {
            &self.data[i * self.m + j]
        }
    }
    #[differentiate]
    impl IndexMut<(usize, usize)> for Mat {
        fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut f64 {
            &mut self.data[i * self.m + j]
        }
    }
    #[differentiate]
    impl Mat {
        fn zeros(n: usize, m: usize) -> Self {
            Mat { n, m, data: vec![0.0; n * m] }
        }
        fn from_fn(n: usize, m: usize, x: f64, y: f64) -> Self {
            let mut a = Mat::zeros(n, m);
            for i in 0..n {
                for j in 0..m {
                    a[(i, j)] = if i == j { x + 2.0 } else { y / (1 + i + j) as f64 };
                }
            }
            a
        }
        fn cholesky(&self) -> Mat {
            let mut l = Mat::zeros(self.n, self.n);
            for i in 0..self.n {
                for j in 0..=i {
                    let mut s = self[(i, j)];
                    for k in 0..j {
                        s -= l[(i, k)] * l[(j, k)];
                    }
                    l[(i, j)] = if i == j { s.sqrt() } else { s / l[(j, j)] };
                }
            }
            l
        }
        fn trace(&self) -> f64 {
            (0..self.n).map(|i| self[(i, i)]).sum()
        }
    }
    #[differentiate]
    impl Mul for &Mat {
        type Output = Mat;
        fn mul(self, o: &Mat) -> Mat {
            let mut c = Mat::zeros(self.n, o.m);
            for i in 0..self.n {
                for j in 0..o.m {
                    for k in 0..self.m {
                        c[(i, j)] += self[(i, k)] * o[(k, j)];
                    }
                }
            }
            c
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = Mat::from_fn(3, 3, x * x, 0.3 * y);
        let a2 = &a * &a;
        let l = a2.cholesky();
        l.data.iter().map(|v| v * v * v).sum::<f64>() + l.trace().ln()
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod spline_lookup {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct Spline {
        #[constant]
        xs: Vec<f64>,
        ys: Vec<f64>,
        m: Vec<f64>,
    }
    #[differentiate]
    impl Spline {
        fn fit(#[constant] xs: &[f64], ys: &[f64]) -> Spline {
            let n = xs.len();
            let mut m = vec![0.0; n];
            for i in 1..n - 1 {
                m[i] = 0.5 * ((ys[i + 1] - ys[i]) / (xs[i + 1] - xs[i]) + (ys[i] - ys[i - 1]) / (xs[i] - xs[i - 1]));
            }
            m[0] = (ys[1] - ys[0]) / (xs[1] - xs[0]);
            m[n - 1] = (ys[n - 1] - ys[n - 2]) / (xs[n - 1] - xs[n - 2]);
            Spline { xs: xs.to_vec(), ys: ys.to_vec(), m }
        }
        fn eval(&self, t: f64) -> Option<f64> {
            let end = *self.xs.last()?;
            if t < self.xs[0] || t > end {
                return None;
            }
            let i = match self.xs.iter().position(|&k| k > t) {
                Some(i) => i - 1,
                None => self.xs.len() - 2,
            };
            let h = self.xs[i + 1] - self.xs[i];
            let u = (t - self.xs[i]) / h;
            let (u2, u3) = (u * u, u * u * u);
            Some(
                (2.0 * u3 - 3.0 * u2 + 1.0) * self.ys[i]
                    + (u3 - 2.0 * u2 + u) * h * self.m[i]
                    + (3.0 * u2 - 2.0 * u3) * self.ys[i + 1]
                    + (u3 - u2) * h * self.m[i + 1],
            )
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let s = Spline::fit(&[0.0, 1.0, 2.0, 4.0], &[0.0, x, y, x * y]);
        s.eval(0.5).unwrap() + s.eval(3.3).unwrap_or(0.0) + s.eval(9.0).unwrap_or(x)
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}
