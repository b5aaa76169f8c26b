//! Programs of strangers: finite elements, implicit steps, stiff kinetics, quasi-Newton steps.

mod finite_elements {
    use chainrule::{Differentiable, differentiate};

    #[derive(Debug, Clone, Default, Differentiable)]
    struct Csr {
        #[constant]
        row_ptr: Vec<usize>,
        #[constant]
        cols: Vec<usize>,
        vals: Vec<f64>,
    }
    #[differentiate]
    impl Csr {
        fn from_triplets(n: usize, mut trip: Vec<(usize, usize, f64)>) -> Csr {
            trip.sort_by_key(|&(i, j, _)| (i, j));
            let mut m = Csr { row_ptr: vec![0; n + 1], ..Default::default() };
            let mut last: Option<(usize, usize)> = None;
            for (i, j, v) in trip {
                if last == Some((i, j)) {
                    *m.vals.last_mut().unwrap() += v;
                } else {
                    m.cols.push(j);
                    m.vals.push(v);
                    m.row_ptr[i + 1] += 1;
                    last = Some((i, j));
                }
            }
            for i in 0..n {
                m.row_ptr[i + 1] += m.row_ptr[i];
            }
            m
        }
        fn mul(&self, x: &[f64]) -> Vec<f64> {
            self.row_ptr.windows(2).map(|w| (w[0]..w[1]).map(|k| self.vals[k] * x[self.cols[k]]).sum()).collect()
        }
    }
    #[differentiate]
    fn dot(a: &[f64], b: &[f64]) -> f64 {
        a.iter().zip(b).map(|(a, b)| a * b).sum()
    }
    #[differentiate]
    fn cg(a: &Csr, b: &[f64]) -> Vec<f64> {
        let mut x = vec![0.0; b.len()];
        let mut r = b.to_vec();
        let mut p = r.clone();
        let mut rs = dot(&r, &r);
        for it in 0.. {
            if rs.sqrt() < 1e-12 || it > 2 * b.len() {
                break;
            }
            let ap = a.mul(&p);
            let alpha = rs / dot(&p, &ap);
            for i in 0..x.len() {
                x[i] += alpha * p[i];
                r[i] -= alpha * ap[i];
            }
            let new = dot(&r, &r);
            let beta = new / rs;
            p.iter_mut().zip(&r).for_each(|(p, r)| *p = r + beta * *p);
            rs = new;
        }
        x
    }
    #[differentiate]
    fn assemble(nodes: &[f64], k: impl Fn(f64) -> f64) -> Csr {
        let mut trip = Vec::new();
        for (e, w) in nodes.windows(2).enumerate() {
            let h = w[1] - w[0];
            let kk = k(0.5 * (w[0] + w[1])) / h;
            for (i, j, s) in [(0, 0, 1.0), (0, 1, -1.0), (1, 0, -1.0), (1, 1, 1.0)] {
                trip.push((e + i, e + j, s * kk));
            }
        }
        trip.push((0, 0, 10.0));
        trip.push((nodes.len() - 1, nodes.len() - 1, 10.0));
        Csr::from_triplets(nodes.len(), trip)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let nodes = [0.0, 0.2, 0.5 + 0.02 * x, 0.8, 1.0];
        let a = assemble(&nodes, |s| 1.0 + y * y * s);
        let rhs: Vec<f64> = nodes.iter().map(|n| (3.0 * n + x).sin()).collect();
        let u = cg(&a, &rhs);
        dot(&u, &rhs) + u[2]
    }

    chainrule_tests::agrees!(f);
}

mod crank_nicolson {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, PartialEq, Differentiable)]
    struct Tridiagonal {
        lower: Vec<f64>,
        diag: Vec<f64>,
        upper: Vec<f64>,
    }
    #[differentiate(order = 2)]
    impl Tridiagonal {
        fn toeplitz(n: usize, (l, d, u): (f64, f64, f64)) -> Self {
            Self { lower: vec![l; n - 1], diag: vec![d; n], upper: vec![u; n - 1] }
        }
        fn mul(&self, x: &[f64]) -> Vec<f64> {
            let n = x.len();
            (0..n)
                .map(|i| {
                    let mut v = self.diag[i] * x[i];
                    if i > 0 {
                        v += self.lower[i - 1] * x[i - 1];
                    }
                    if i + 1 < n {
                        v += self.upper[i] * x[i + 1];
                    }
                    v
                })
                .collect()
        }
        fn solve_in_place(&self, rhs: &mut [f64], scratch: &mut Vec<f64>) {
            let n = rhs.len();
            scratch.clear();
            scratch.resize(n, 0.0);
            let mut beta = self.diag[0];
            rhs[0] /= beta;
            for i in 1..n {
                scratch[i] = self.upper[i - 1] / beta;
                beta = self.diag[i] - self.lower[i - 1] * scratch[i];
                rhs[i] = (rhs[i] - self.lower[i - 1] * rhs[i - 1]) / beta;
            }
            for i in (0..n - 1).rev() {
                rhs[i] -= scratch[i + 1] * rhs[i + 1];
            }
        }
    }
    #[differentiate(order = 2)]
    fn crank_nicolson(u0: &[f64], alpha: f64, dt: f64, dx: f64, steps: usize) -> Vec<f64> {
        let r = alpha * dt / (2.0 * dx * dx);
        let n = u0.len();
        let (left, right) =
            (Tridiagonal::toeplitz(n, (-r, 1.0 + 2.0 * r, -r)), Tridiagonal::toeplitz(n, (r, 1.0 - 2.0 * r, r)));
        let mut u = u0.to_owned();
        let mut scratch = Vec::new();
        for _ in 0..steps {
            let mut b = right.mul(&u);
            left.solve_in_place(&mut b, &mut scratch);
            u = b;
        }
        u
    }
    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let u0: Vec<f64> = (1..8).map(|i| (i as f64 * 0.4 * x).sin()).collect();
        let u = crank_nicolson(&u0, 0.5 + y * y, 0.01, 0.125, 10);
        u.iter().map(|v| v * v).sum::<f64>().sqrt() + u[3]
    }

    #[test]
    fn agrees_twice() {
        chainrule_tests::check_second!(f);
    }
}

mod stiff_kinetics {
    use chainrule::{Differentiable, differentiate};

    const SPECIES: usize = 3;
    type State = [f64; SPECIES];
    type Jac = [State; SPECIES];
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Rates {
        k1: f64,
        k2: f64,
        k3: f64,
    }
    #[differentiate]
    impl Rates {
        fn arrhenius(temperature: f64) -> Self {
            let k = |a: f64, e: f64| a * (-e / temperature).exp();
            Rates { k1: k(0.5, 0.4), k2: k(30.0, 1.0), k3: k(12.0, 0.8) }
        }
        fn rhs(&self, &[a, b, c]: &State) -> State {
            let r1 = self.k1 * a;
            let r2 = self.k2 * b * c;
            let r3 = self.k3 * b.powi(2);
            [-r1 + r2, r1 - r2 - r3, r3]
        }
        fn jac(&self, s: &State) -> Jac {
            let [_, b, c] = *s;
            [
                [-self.k1, self.k2 * c, self.k2 * b],
                [self.k1, -self.k2 * c - 2.0 * self.k3 * b, -self.k2 * b],
                [0.0, 2.0 * self.k3 * b, 0.0],
            ]
        }
    }
    #[differentiate]
    fn solve<const N: usize>(mut a: [[f64; N]; N], mut b: [f64; N]) -> Result<[f64; N], &'static str> {
        for k in 0..N {
            let pivot = (k..N).max_by(|&i, &j| a[i][k].abs().total_cmp(&a[j][k].abs())).ok_or("empty")?;
            if a[pivot][k].abs() < 1e-300 {
                return Err("singular");
            }
            a.swap(k, pivot);
            b.swap(k, pivot);
            for i in k + 1..N {
                let m = a[i][k] / a[k][k];
                for j in k..N {
                    a[i][j] -= m * a[k][j];
                }
                b[i] -= m * b[k];
            }
        }
        let mut x = [0.0; N];
        for i in (0..N).rev() {
            let s: f64 = (i + 1..N).map(|j| a[i][j] * x[j]).sum();
            x[i] = (b[i] - s) / a[i][i];
        }
        Ok(x)
    }
    #[differentiate]
    fn implicit_euler(rates: &Rates, s: State, h: f64) -> Result<State, &'static str> {
        let mut u = s;
        let mut converged = false;
        for _ in 0..20 {
            let r = rates.rhs(&u);
            let res: State = std::array::from_fn(|i| u[i] - s[i] - h * r[i]);
            let norm = res.iter().fold(0.0_f64, |m, v| m.max(v.abs()));
            if norm < 1e-13 {
                converged = true;
                break;
            }
            let mut j = rates.jac(&u);
            for (i, row) in j.iter_mut().enumerate() {
                for (k, e) in row.iter_mut().enumerate() {
                    *e = (if i == k { 1.0 } else { 0.0 }) - h * *e;
                }
            }
            let d = solve(j, res)?;
            for (ui, di) in u.iter_mut().zip(d) {
                *ui -= di;
            }
        }
        if converged { Ok(u) } else { Err("no convergence") }
    }
    #[differentiate]
    fn integrate(rates: &Rates, start: State, end: f64) -> Result<Vec<State>, &'static str> {
        let mut path = vec![start];
        let (mut t, mut h) = (0.0, 0.05);
        while t < end - 1e-12 {
            let s = *path.last().unwrap();
            path.push(implicit_euler(rates, s, h)?);
            t += h;
            h = (h * 1.3_f64).min(end - t);
        }
        Ok(path)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let rates = Rates::arrhenius(1.0 + 0.2 * x * x);
        let path = integrate(&rates, [1.0, 0.05 * y.exp(), 0.0], 2.0).unwrap();
        path.iter().skip(1).map(|[a, .., c]| a * c).sum::<f64>() + path[path.len() - 1][1] * 10.0
    }

    chainrule_tests::agrees!(f);
}

mod two_loop_recursion {
    use chainrule::{Differentiable, differentiate};

    use std::collections::VecDeque;
    const MEMORY: usize = 4;
    /// A curvature pair of the limited memory update.
    #[derive(Debug, Clone, Differentiable)]
    struct Pair {
        s: Vec<f64>,
        y: Vec<f64>,
        rho: f64,
    }
    #[differentiate]
    fn dot(a: &[f64], b: &[f64]) -> f64 {
        a.iter().zip(b).map(|(x, y)| x * y).sum()
    }
    #[differentiate]
    fn two_loop(grad: &[f64], history: &VecDeque<Pair>) -> Vec<f64> {
        let mut q = grad.to_vec();
        let mut alphas = Vec::with_capacity(history.len());
        for pair in history.iter().rev() {
            let alpha = pair.rho * dot(&pair.s, &q);
            for (qi, yi) in q.iter_mut().zip(&pair.y) {
                *qi -= alpha * yi;
            }
            alphas.push(alpha);
        }
        if let Some(last) = history.back() {
            let gamma = dot(&last.s, &last.y) / dot(&last.y, &last.y);
            q.iter_mut().for_each(|v| *v *= gamma);
        }
        for (pair, alpha) in history.iter().zip(alphas.into_iter().rev()) {
            let beta = pair.rho * dot(&pair.y, &q);
            for (qi, si) in q.iter_mut().zip(pair.s.iter()) {
                *qi += (alpha - beta) * si;
            }
        }
        q
    }
    #[differentiate]
    fn objective(p: &[f64], a: f64) -> f64 {
        p.windows(2).map(|w| (1.0 - w[0]).powi(2) + a * (w[1] - w[0] * w[0]).powi(2)).sum::<f64>() + 0.5 * dot(p, p)
    }
    #[differentiate]
    fn objective_gradient(p: &[f64], a: f64) -> Vec<f64> {
        let n = p.len();
        let mut g = vec![0.0; n];
        for i in 0..n - 1 {
            let r = p[i + 1] - p[i] * p[i];
            g[i] += -2.0 * (1.0 - p[i]) - 4.0 * a * p[i] * r;
            g[i + 1] += 2.0 * a * r;
        }
        for (gi, pi) in g.iter_mut().zip(p) {
            *gi += pi;
        }
        g
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = 0.2 + 0.05 * y * y;
        let mut p = vec![x, 0.5 * y, 0.3];
        let mut g = objective_gradient(&p, a);
        let mut history: VecDeque<Pair> = VecDeque::with_capacity(MEMORY);
        for _ in 0..5 {
            let d = two_loop(&g, &history);
            let step = 0.2;
            let next: Vec<f64> = p.iter().zip(&d).map(|(pi, di)| pi - step * di).collect();
            let gn = objective_gradient(&next, a);
            let s: Vec<f64> = next.iter().zip(&p).map(|(n, o)| n - o).collect();
            let yv: Vec<f64> = gn.iter().zip(&g).map(|(n, o)| n - o).collect();
            let sy = dot(&s, &yv);
            if sy > 1e-12 {
                if history.len() == MEMORY {
                    history.pop_front();
                }
                history.push_back(Pair { rho: 1.0 / sy, s, y: yv });
            }
            p = next;
            g = gn;
        }
        objective(&p, a) + p[1]
    }

    chainrule_tests::agrees!(f);
}
