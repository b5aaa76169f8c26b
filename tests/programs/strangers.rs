//! Programs of strangers: filters of matrices with const generics, rigid bodies, finite elements, bundle adjustment, Gaussian
//! processes, a table of rates.

mod tracking_filter {
    use chainrule::{Differentiable, differentiate};

    use std::ops::{Add, Mul, Sub};
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Mat<const R: usize, const C: usize> {
        m: [[f64; C]; R],
    }
    #[differentiate]
    impl<const R: usize, const C: usize> Mat<R, C> {
        const fn zeros() -> Self {
            Mat { m: [[0.0; C]; R] }
        }
        fn t(&self) -> Mat<C, R> {
            let mut o = Mat::<C, R>::zeros();
            for i in 0..R {
                for j in 0..C {
                    o.m[j][i] = self.m[i][j];
                }
            }
            o
        }
        fn scale(mut self, s: f64) -> Self {
            for row in self.m.iter_mut() {
                for e in row {
                    *e *= s;
                }
            }
            self
        }
    }
    #[differentiate]
    impl<const N: usize> Mat<N, N> {
        fn eye() -> Self {
            let mut o = Self::zeros();
            for i in 0..N {
                o.m[i][i] = 1.0;
            }
            o
        }
    }
    #[differentiate]
    impl<const R: usize, const K: usize, const C: usize> Mul<Mat<K, C>> for Mat<R, K> {
        type Output = Mat<R, C>;
        fn mul(self, b: Mat<K, C>) -> Mat<R, C> {
            let mut o = Mat::zeros();
            for i in 0..R {
                for j in 0..C {
                    for k in 0..K {
                        o.m[i][j] += self.m[i][k] * b.m[k][j];
                    }
                }
            }
            o
        }
    }
    #[differentiate]
    impl<const R: usize, const C: usize> Add for Mat<R, C> {
        type Output = Self;
        fn add(mut self, b: Self) -> Self {
            for i in 0..R {
                for j in 0..C {
                    self.m[i][j] += b.m[i][j];
                }
            }
            self
        }
    }
    #[differentiate]
    impl<const R: usize, const C: usize> Sub for Mat<R, C> {
        type Output = Self;
        fn sub(self, b: Self) -> Self {
            self + b.scale(-1.0)
        }
    }
    #[differentiate]
    fn inv2(a: &Mat<2, 2>) -> Option<Mat<2, 2>> {
        let [[p, q], [r, s]] = a.m;
        let det = p * s - q * r;
        if det.abs() < 1e-12 { None } else { Some(Mat { m: [[s / det, -q / det], [-r / det, p / det]] }) }
    }
    #[derive(Clone, Differentiable)]
    struct Filter {
        x: Mat<4, 1>,
        p: Mat<4, 4>,
        q: f64,
        r: f64,
    }
    #[differentiate]
    impl Filter {
        fn predict(&mut self, dt: f64) {
            let mut a = Mat::<4, 4>::eye();
            a.m[0][2] = dt;
            a.m[1][3] = dt;
            self.x = a * self.x;
            self.p = a * self.p * a.t() + Mat::<4, 4>::eye().scale(self.q);
        }
        fn update(&mut self, z: [f64; 2]) -> f64 {
            let h = Mat { m: [[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0]] };
            let zz = Mat { m: [[z[0]], [z[1]]] };
            let innovation = zz - h * self.x;
            let s = h * self.p * h.t() + Mat::<2, 2>::eye().scale(self.r);
            let si = inv2(&s).expect("singular");
            let k = self.p * h.t() * si;
            self.x = self.x + k * innovation;
            self.p = (Mat::<4, 4>::eye() - k * h) * self.p;
            let maha = (innovation.t() * si * innovation).m[0][0];
            let det = s.m[0][0] * s.m[1][1] - s.m[0][1] * s.m[1][0];
            -0.5 * (maha + det.ln())
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut k = Filter { x: Mat::zeros(), p: Mat::eye(), q: 0.01 + 0.02 * x * x, r: 0.1 + y * y };
        let mut ll = 0.0;
        for t in 0..8 {
            k.predict(0.1);
            let tt = t as f64 * 0.1;
            ll += k.update([tt.sin() + 0.01 * x, (2.0 * tt).cos()]);
        }
        ll + k.x.m[3][0]
    }

    chainrule_tests::agrees!(f);
}

mod rigid_body {
    use chainrule::{Differentiable, differentiate};

    use core::ops::Mul;
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Quat {
        w: f64,
        v: [f64; 3],
    }
    #[differentiate]
    fn cross([a, b, c]: [f64; 3], [d, e, g]: [f64; 3]) -> [f64; 3] {
        [b * g - c * e, c * d - a * g, a * e - b * d]
    }
    #[differentiate]
    fn dot3(a: &[f64; 3], b: &[f64; 3]) -> f64 {
        a.iter().zip(b.iter()).map(|(p, q)| p * q).sum()
    }
    #[differentiate]
    impl Mul for Quat {
        type Output = Quat;
        fn mul(self, o: Quat) -> Quat {
            let c = cross(self.v, o.v);
            let mut v = [0.0; 3];
            for i in 0..3 {
                v[i] = self.w * o.v[i] + o.w * self.v[i] + c[i];
            }
            Quat { w: self.w * o.w - dot3(&self.v, &o.v), v }
        }
    }
    #[differentiate]
    impl Quat {
        fn norm(&self) -> f64 {
            (self.w.powi(2) + dot3(&self.v, &self.v)).sqrt()
        }
        fn normalize(&mut self) {
            let n = self.norm();
            self.w /= n;
            for e in &mut self.v {
                *e /= n;
            }
        }
        fn conj(self) -> Quat {
            Quat { v: self.v.map(|e| -e), ..self }
        }
        fn rotate(self, p: [f64; 3]) -> [f64; 3] {
            (self * Quat { w: 0.0, v: p } * self.conj()).v
        }
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Rigid {
        q: Quat,
        omega: [f64; 3],
        inertia: [f64; 3],
    }
    #[differentiate]
    impl Rigid {
        fn derivative(&self) -> (Quat, [f64; 3]) {
            let qd = self.q * Quat { w: 0.0, v: self.omega.map(|o| 0.5 * o) };
            let l = [self.inertia[0] * self.omega[0], self.inertia[1] * self.omega[1], self.inertia[2] * self.omega[2]];
            let t = cross(self.omega, l);
            (qd, std::array::from_fn(|i| -t[i] / self.inertia[i]))
        }
        fn advanced(&self, (dq, dw): &(Quat, [f64; 3]), h: f64) -> Rigid {
            let mut r = self.clone();
            r.q.w += h * dq.w;
            for i in 0..3 {
                r.q.v[i] += h * dq.v[i];
                r.omega[i] += h * dw[i];
            }
            r
        }
        fn step(&mut self, h: f64) {
            let k1 = self.derivative();
            let k2 = self.advanced(&k1, h / 2.0).derivative();
            let k3 = self.advanced(&k2, h / 2.0).derivative();
            let k4 = self.advanced(&k3, h).derivative();
            for (k, w) in [(k1, 1.0), (k2, 2.0), (k3, 2.0), (k4, 1.0)] {
                *self = self.advanced(&k, w * h / 6.0);
            }
            self.q.normalize();
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut b = Rigid { q: Quat { w: 1.0, v: [0.0; 3] }, omega: [x, 0.1, y], inertia: [1.0, 2.0 + 0.1 * x, 3.0] };
        (0..25).for_each(|_| b.step(0.04));
        let tip = b.q.rotate([1.0, 0.5, 0.0]);
        tip[0] + 2.0 * tip[2] + dot3(&b.omega, &b.inertia)
    }

    chainrule_tests::agrees!(f);
}

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

mod yield_curve {
    use chainrule::{Differentiable, differentiate};

    #[derive(Debug, Clone, Copy, PartialEq)]
    enum Kind {
        Deposit,
        Swap,
    }
    #[derive(Debug, Clone, Differentiable)]
    struct Quote {
        #[constant]
        kind: Kind,
        #[constant]
        tenor: usize,
        rate: f64,
    }
    #[derive(Debug, Clone, Default, Differentiable)]
    struct Curve {
        #[constant]
        times: Vec<f64>,
        dfs: Vec<f64>,
    }
    #[differentiate]
    impl Curve {
        fn df(&self, t: f64) -> f64 {
            if t <= 0.0 {
                return 1.0;
            }
            let i = match self.times.binary_search_by(|p| p.partial_cmp(&t).unwrap()) {
                Ok(i) => return self.dfs[i],
                Err(i) => i,
            };
            if i == 0 {
                return self.dfs[0].powf(t / self.times[0]);
            }
            if i == self.times.len() {
                let z = -self.dfs[i - 1].ln() / self.times[i - 1];
                return (-z * t).exp();
            }
            let (t0, t1) = (self.times[i - 1], self.times[i]);
            let w = (t - t0) / (t1 - t0);
            ((1.0 - w) * self.dfs[i - 1].ln() + w * self.dfs[i].ln()).exp()
        }
        fn push(&mut self, #[constant] t: f64, d: f64) {
            self.times.push(t);
            self.dfs.push(d);
        }
    }
    #[differentiate]
    fn bootstrap(quotes: &[Quote]) -> Curve {
        let mut curve = Curve::default();
        for q in quotes {
            match q.kind {
                Kind::Deposit => curve.push(q.tenor as f64, 1.0 / (1.0 + q.rate * q.tenor as f64)),
                Kind::Swap => {
                    let annuity: f64 = (1..q.tenor).map(|t| curve.df(t as f64)).sum();
                    let d = (1.0 - q.rate * annuity) / (1.0 + q.rate);
                    curve.push(q.tenor as f64, d);
                }
            }
        }
        curve
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let quotes = vec![
            Quote { kind: Kind::Deposit, tenor: 1, rate: 0.02 + 0.001 * x },
            Quote { kind: Kind::Swap, tenor: 2, rate: 0.025 + 0.002 * y },
            Quote { kind: Kind::Swap, tenor: 3, rate: 0.03 },
            Quote { kind: Kind::Swap, tenor: 5, rate: 0.031 + 0.001 * x * y },
        ];
        let c = bootstrap(&quotes);
        let cashflows: [(f64, f64); 4] = [(0.5, 3.0), (1.0, 3.0), (2.5, 3.0), (6.0, 103.0)];
        cashflows.iter().fold(0.0, |pv, &(t, cf)| pv + cf * c.df(t)) / 10.0
    }

    chainrule_tests::agrees!(f);
}

mod bundle_adjustment {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Camera {
        rot: [f64; 3],
        trans: [f64; 3],
        focal: f64,
        #[constant]
        k1: f64,
    }
    #[derive(Clone, Debug)]
    struct Observation {
        cam: usize,
        pt: usize,
        uv: (f64, f64),
    }
    #[differentiate]
    fn rodrigues(w: &[f64; 3], p: &[f64; 3]) -> [f64; 3] {
        let th2: f64 = w.iter().map(|v| v * v).sum();
        let c = [w[1] * p[2] - w[2] * p[1], w[2] * p[0] - w[0] * p[2], w[0] * p[1] - w[1] * p[0]];
        if th2 > 1e-12 {
            let th = th2.sqrt();
            let (s, co) = th.sin_cos();
            let d = (w[0] * p[0] + w[1] * p[1] + w[2] * p[2]) * (1.0 - co) / th2;
            let mut out = [0.0; 3];
            for i in 0..3 {
                out[i] = p[i] * co + c[i] * s / th + w[i] * d;
            }
            out
        } else {
            [p[0] + c[0], p[1] + c[1], p[2] + c[2]]
        }
    }
    #[differentiate]
    fn project(cam: &Camera, p: &[f64; 3]) -> (f64, f64) {
        let mut q = rodrigues(&cam.rot, p);
        for (q, t) in q.iter_mut().zip(cam.trans) {
            *q += t;
        }
        let (u, v) = (-q[0] / q[2], -q[1] / q[2]);
        let r2 = u * u + v * v;
        let d = 1.0 + cam.k1 * r2;
        (cam.focal * d * u, cam.focal * d * v)
    }
    #[differentiate]
    fn huber(r: f64, delta: f64) -> f64 {
        match r.abs() {
            a if a <= delta => 0.5 * a * a,
            a => delta * (a - 0.5 * delta),
        }
    }
    #[differentiate]
    fn cost(cams: &[Camera], pts: &[[f64; 3]], #[constant] obs: &[Observation]) -> f64 {
        obs.iter()
            .map(|o| {
                let (u, v) = project(&cams[o.cam], &pts[o.pt]);
                huber(u - o.uv.0, 0.5) + huber(v - o.uv.1, 0.5)
            })
            .sum()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let cams = [
            Camera { rot: [0.1 * x, -0.05, 0.02], trans: [0.0, 0.1, -5.0], focal: 2.0 + 0.1 * y, k1: -0.02 },
            Camera { rot: [0.0; 3], trans: [0.3 * y, 0.0, -4.0], focal: 2.0, k1: 0.01 },
        ];
        let pts = vec![[0.5, 0.2, 0.1], [-0.4, y * 0.1, 0.3], [0.1 * x, 0.4, -0.2]];
        let obs: Vec<Observation> =
            (0..6).map(|i| Observation { cam: i % 2, pt: i / 2, uv: (0.1 * i as f64, 0.15) }).collect();
        cost(&cams, &pts, &obs)
    }

    chainrule_tests::agrees!(f);
}

mod gaussian_process {
    use chainrule::{Differentiable, differentiate};

    use std::ops::{Index, IndexMut, Mul};
    #[derive(Clone, Debug, PartialEq, Differentiable)]
    struct Matrix {
        rows: usize,
        cols: usize,
        data: Vec<f64>,
    }
    #[differentiate]
    impl Matrix {
        fn new(rows: usize, cols: usize) -> Self {
            Matrix { rows, cols, data: vec![0.0; rows * cols] }
        }
        fn build<'a>(rows: usize, cols: usize, v: &'a [f64]) -> Self {
            assert!(v.len() == rows * cols);
            Matrix { rows, cols, data: v.to_vec() }
        }
        fn row(&self, i: usize) -> &[f64] {
            &self.data[i * self.cols..(i + 1) * self.cols]
        }
        fn row_mut(&mut self, i: usize) -> &mut [f64] {
            let c = self.cols;
            &mut self.data[i * c..(i + 1) * c]
        }
        fn transpose(&self) -> Matrix {
            let mut t = Matrix::new(self.cols, self.rows);
            for i in 0..self.rows {
                for j in 0..self.cols {
                    t[(j, i)] = self[(i, j)];
                }
            }
            t
        }
        fn cholesky(&self) -> Option<Matrix> {
            let n = self.rows;
            let mut l = Matrix::new(n, n);
            for i in 0..n {
                for j in 0..=i {
                    let s = self[(i, j)] - l.row(i)[..j].iter().zip(&l.row(j)[..j]).map(|(a, b)| a * b).sum::<f64>();
                    if i == j {
                        if s <= 0.0 {
                            return None;
                        }
                        l[(i, i)] = s.sqrt();
                    } else {
                        l[(i, j)] = s / l[(j, j)];
                    }
                }
            }
            Some(l)
        }
        fn solve_lower(&self, b: &[f64]) -> Vec<f64> {
            let mut x = b.to_vec();
            for i in 0..self.rows {
                for j in 0..i {
                    x[i] -= self[(i, j)] * x[j];
                }
                x[i] /= self[(i, i)];
            }
            x
        }
    }
    #[differentiate]
    impl Index<(usize, usize)> for Matrix {
        type Output = f64;
        fn index(&self, (i, j): (usize, usize)) -> &f64 {
            debug_assert!(i < self.rows && j < self.cols);
            &self.data[i * self.cols + j]
        }
    }
    #[differentiate]
    impl IndexMut<(usize, usize)> for Matrix {
        fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut f64 {
            &mut self.data[i * self.cols + j]
        }
    }
    #[differentiate]
    impl Mul<&[f64]> for &Matrix {
        type Output = Vec<f64>;
        fn mul(self, v: &[f64]) -> Vec<f64> {
            (0..self.rows).map(|i| self.row(i).iter().zip(v).map(|(a, b)| a * b).sum()).collect()
        }
    }
    #[differentiate]
    fn kernel(a: f64, b: f64, (amp, len): (f64, f64)) -> f64 {
        amp * amp * (-0.5 * ((a - b) / len).powi(2)).exp()
    }
    #[differentiate]
    fn nll(xs: &[f64], ys: &[f64], theta: (f64, f64), noise: f64) -> f64 {
        let n = xs.len();
        let mut k = Matrix::new(n, n);
        for i in 0..n {
            for j in 0..n {
                k[(i, j)] = kernel(xs[i], xs[j], theta) + if i == j { noise } else { 0.0 };
            }
        }
        let Some(l) = k.cholesky() else { panic!("not positive definite: {:?}", k.data) };
        let z = l.solve_lower(ys);
        let logdet: f64 = (0..n).map(|i| 2.0 * l[(i, i)].ln()).sum();
        0.5 * z.iter().map(|v| v * v).sum::<f64>() + 0.5 * logdet
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let xs = [0.0, 0.5, 1.1, 1.9];
        let ys: Vec<f64> = xs.iter().map(|t| (t * x).sin()).collect();
        let m = Matrix::build(2, 2, &[x, y, 1.0, 2.0]);
        let p = &m.transpose() * &ys[..2];
        nll(&xs, &ys, (1.0 + 0.1 * y * y, 0.8), 0.1 + 0.01 * x * x) + p[0] * p[1]
    }

    chainrule_tests::agrees!(f);
}

mod inventory {
    use chainrule::{Differentiable, differentiate};

    use std::collections::HashMap;
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Costs {
        hold: f64,
        backlog: f64,
        order: f64,
        fixed: f64,
    }
    #[differentiate]
    fn soft_value(costs: &Costs, t: usize, stock: i32, memo: &mut HashMap<(usize, i32), f64>) -> f64 {
        if t == 4 {
            return 0.0;
        }
        if let Some(&v) = memo.get(&(t, stock)) {
            return v;
        }
        const DEMAND: [(i32, f64); 3] = [(0, 0.3), (1, 0.5), (2, 0.2)];
        let mut vals = Vec::new();
        for q in 0..=2 {
            let mut v = costs.order * q as f64 + if q > 0 { costs.fixed } else { 0.0 };
            for (d, p) in DEMAND {
                let next = stock + q - d;
                let stage = if next >= 0 { costs.hold * f64::from(next) } else { costs.backlog * f64::from(-next) };
                v += p * (stage + soft_value(costs, t + 1, next.clamp(-2, 3), memo));
            }
            vals.push(v);
        }
        let m = vals.iter().copied().fold(f64::INFINITY, f64::min);
        let v = m - 0.1 * vals.iter().map(|v| (-(v - m) / 0.1).exp()).sum::<f64>().ln();
        memo.insert((t, stock), v);
        v
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let costs = Costs { hold: 0.3 + 0.1 * x * x, backlog: 2.0 + y, order: 0.5, fixed: 0.2 * x };
        let mut memo = HashMap::new();
        soft_value(&costs, 0, 1, &mut memo) + soft_value(&costs, 1, 0, &mut memo)
    }

    chainrule_tests::agrees!(f);
}

mod variational_inference {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, PartialEq, Differentiable)]
    struct MeanField {
        mu: Vec<f64>,
        log_sd: Vec<f64>,
    }
    struct Rng(u32);
    impl Rng {
        fn next(&mut self) -> u32 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 17;
            self.0 ^= self.0 << 5;
            self.0
        }
        fn unit(&mut self) -> f64 {
            (self.next() as f64 + 0.5) / 4294967296.0
        }
        fn gauss(&mut self) -> f64 {
            (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
        }
    }
    #[differentiate]
    trait LogDensity {
        const DIM: usize;
        fn log_density(&self, z: &[f64]) -> f64;
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Banana {
        b: f64,
    }
    #[differentiate]
    impl LogDensity for Banana {
        const DIM: usize = 2;
        fn log_density(&self, z: &[f64]) -> f64 {
            let [x, y] = z else { unreachable!("dimension {}", Self::DIM) };
            -0.5 * x * x - 0.5 * (y - self.b * (x * x - 1.0)).powi(2)
        }
    }
    #[differentiate]
    impl MeanField {
        fn sample(&self, eps: &[f64]) -> Vec<f64> {
            self.mu.iter().zip(self.log_sd.iter()).zip(eps).map(|((m, s), e)| m + s.exp() * e).collect()
        }
        fn entropy(&self) -> f64 {
            self.log_sd.iter().sum::<f64>()
                + 0.5 * self.mu.len() as f64 * (2.0 * std::f64::consts::PI * std::f64::consts::E).ln()
        }
        fn elbo<D: LogDensity>(&self, target: &D, n: usize) -> f64 {
            let mut rng = Rng(12345);
            let mut acc = 0.0;
            for _ in 0..n {
                let eps: Vec<f64> = (0..D::DIM).map(|_| rng.gauss()).collect();
                let z = self.sample(&eps);
                acc += target.log_density(&z);
            }
            acc / n as f64 + self.entropy()
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let q = MeanField { mu: vec![0.1 * x, 0.2], log_sd: vec![-0.5, 0.1 * y] };
        q.elbo(&Banana { b: x * y }, 20)
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
    #[differentiate]
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
    #[differentiate]
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
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let u0: Vec<f64> = (1..8).map(|i| (i as f64 * 0.4 * x).sin()).collect();
        let u = crank_nicolson(&u0, 0.5 + y * y, 0.01, 0.125, 10);
        u.iter().map(|v| v * v).sum::<f64>().sqrt() + u[3]
    }

    chainrule_tests::agrees!(f);
}
