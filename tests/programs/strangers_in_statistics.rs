//! Programs of strangers: Gaussian processes, variational inference, survival, steps of a Hamiltonian sampler.

mod gaussian_process {
    use chainrule::{Differentiable, differentiate};

    use std::ops::{Index, IndexMut, Mul};
    #[derive(Clone, Debug, PartialEq, Differentiable)]
    struct Matrix {
        rows: usize,
        cols: usize,
        data: Vec<f64>,
    }
    #[differentiate(order = 2)]
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
    #[differentiate(order = 2)]
    impl Index<(usize, usize)> for Matrix {
        type Output = f64;
        fn index(&self, (i, j): (usize, usize)) -> &f64 {
            debug_assert!(i < self.rows && j < self.cols);
            &self.data[i * self.cols + j]
        }
    }
    #[differentiate(order = 2)]
    impl IndexMut<(usize, usize)> for Matrix {
        fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut f64 {
            &mut self.data[i * self.cols + j]
        }
    }
    #[differentiate(order = 2)]
    impl Mul<&[f64]> for &Matrix {
        type Output = Vec<f64>;
        fn mul(self, v: &[f64]) -> Vec<f64> {
            (0..self.rows).map(|i| self.row(i).iter().zip(v).map(|(a, b)| a * b).sum()).collect()
        }
    }
    #[differentiate(order = 2)]
    fn kernel(a: f64, b: f64, (amp, len): (f64, f64)) -> f64 {
        amp * amp * (-0.5 * ((a - b) / len).powi(2)).exp()
    }
    #[differentiate(order = 2)]
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
    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let xs = [0.0, 0.5, 1.1, 1.9];
        let ys: Vec<f64> = xs.iter().map(|t| (t * x).sin()).collect();
        let m = Matrix::build(2, 2, &[x, y, 1.0, 2.0]);
        let p = &m.transpose() * &ys[..2];
        nll(&xs, &ys, (1.0 + 0.1 * y * y, 0.8), 0.1 + 0.01 * x * x) + p[0] * p[1]
    }

    #[test]
    fn agrees_twice() {
        chainrule_tests::check_second!(f);
    }
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

mod survival {
    use chainrule::{Differentiable, differentiate};

    #[derive(Debug, Clone, Differentiable)]
    struct Subject {
        time: f64,
        event: bool,
        covariates: [f64; 2],
    }
    #[differentiate]
    fn risk(beta: &[f64; 2], #[constant] s: &Subject) -> f64 {
        beta.iter().zip(s.covariates.iter()).map(|(b, c)| b * c).sum::<f64>()
    }
    fn cohort() -> Vec<Subject> {
        let rows: &[(f64, bool, [f64; 2])] = &[
            (3.0, true, [0.1, 1.0]),
            (1.0, true, [0.5, -1.0]),
            (4.0, false, [0.3, 0.2]),
            (1.5, true, [-0.9, 0.4]),
            (6.0, true, [1.2, 0.0]),
            (3.0, true, [0.0, 0.7]),
        ];
        rows.iter().map(|&(time, event, covariates)| Subject { time, event, covariates }).collect()
    }
    #[differentiate]
    fn partial_log_likelihood(beta: [f64; 2], #[constant] subjects: &[Subject]) -> f64 {
        let mut order: Vec<usize> = (0..subjects.len()).collect();
        order.sort_by(|&a, &b| subjects[b].time.total_cmp(&subjects[a].time));
        let (mut ll, mut at_risk) = (0.0, 0.0);
        let mut i = 0;
        while i < order.len() {
            let t = subjects[order[i]].time;
            let mut deaths = 0usize;
            let mut score = 0.0;
            while i < order.len() && subjects[order[i]].time == t {
                let s = &subjects[order[i]];
                let eta = risk(&beta, s);
                at_risk += eta.exp();
                if s.event {
                    deaths += 1;
                    score += eta;
                }
                i += 1;
            }
            if deaths == 0 {
                continue;
            }
            ll += score - deaths as f64 * f64::ln(at_risk);
        }
        ll
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let people = cohort();
        partial_log_likelihood([x, y], &people) - 0.5 * (x * x + y * y)
    }

    chainrule_tests::agrees!(f);
}

mod hamiltonian {
    use chainrule::{Differentiable, differentiate};

    #[differentiate]
    trait Target {
        fn energy(&self, q: &[f64]) -> f64;
        fn force(&self, q: &[f64]) -> Vec<f64>;
    }
    #[derive(Debug, Clone, Differentiable)]
    struct Banana {
        curvature: f64,
        scale: f64,
    }
    #[differentiate]
    impl Target for Banana {
        fn energy(&self, q: &[f64]) -> f64 {
            let [a, b] = q else { unreachable!() };
            0.5 * (a / self.scale).powi(2) + 0.5 * (b - self.curvature * (a * a - 1.0)).powi(2)
        }
        fn force(&self, q: &[f64]) -> Vec<f64> {
            let (a, b) = (q[0], q[1]);
            let r = b - self.curvature * (a * a - 1.0);
            vec![-(a / self.scale.powi(2) - 2.0 * self.curvature * a * r), -r]
        }
    }
    #[derive(Debug, Clone, PartialEq, Differentiable)]
    struct State {
        q: Vec<f64>,
        p: Vec<f64>,
    }
    #[differentiate]
    impl State {
        fn kick(&mut self, force: &[f64], h: f64) {
            for (p, f) in self.p.iter_mut().zip(force.iter()) {
                *p += h * f;
            }
        }
        fn drift(&mut self, mass: &[f64], h: f64) {
            self.q.iter_mut().zip(self.p.iter().zip(mass)).for_each(|(q, (p, m))| *q += h * p / m);
        }
        fn kinetic(&self, mass: &[f64]) -> f64 {
            self.p.iter().zip(mass).map(|(p, m)| 0.5 * p * p / m).sum()
        }
    }
    #[differentiate]
    fn trajectory(target: &dyn Target, mut s: State, mass: &[f64], h: f64, steps: u32) -> State {
        s.kick(&target.force(&s.q), 0.5 * h);
        for i in 1..=steps {
            s.drift(mass, h);
            let last = i == steps;
            s.kick(&target.force(&s.q), if last { 0.5 * h } else { h });
        }
        s.p.iter_mut().for_each(|p| *p = -*p);
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let t = Banana { curvature: 0.3 * y, scale: 1.5 };
        let mass = [1.0, 1.0 + x * x];
        let start = State { q: vec![x, y], p: vec![0.3, -0.2] };
        let h0 = t.energy(&start.q) + start.kinetic(&mass);
        let end = trajectory(&t, start.clone(), &mass, 0.1, 10);
        let h1 = t.energy(&end.q) + end.kinetic(&mass);
        100.0 * (h1 - h0) + end.q[0] - start.q[1]
    }

    chainrule_tests::agrees!(f);
}
