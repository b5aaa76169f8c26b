//! Methods that give results, and change their object before they fail.

use chainrule::{Differentiable, differentiate};

mod an_error_of_a_method {
    use super::*;

    #[derive(Debug)]
    enum E {
        Dim(usize, usize),
        NotPd,
    }
    #[derive(Differentiable, Clone)]
    struct M {
        n: usize,
        a: Vec<f64>,
    }
    #[differentiate]
    impl M {
        fn cholesky(&self) -> Result<M, E> {
            let n = self.n;
            if self.a.len() != n * n {
                return Err(E::Dim(self.a.len(), n));
            }
            let mut l = vec![0.0; n * n];
            for i in 0..n {
                for j in 0..=i {
                    let mut s = self.a[i * n + j];
                    for k in 0..j {
                        s -= l[i * n + k] * l[j * n + k];
                    }
                    if i == j {
                        if s <= 0.0 {
                            return Err(E::NotPd);
                        }
                        l[i * n + i] = s.sqrt();
                    } else {
                        l[i * n + j] = s / l[j * n + j];
                    }
                }
            }
            Ok(M { n, a: l })
        }
        fn logdet(&self) -> Result<f64, E> {
            let l = self.cholesky()?;
            Ok((0..l.n).map(|i| l.a[i * l.n + i].ln()).sum::<f64>() * 2.0)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = M { n: 2, a: vec![x * x + 3.0, x, x, y * y + 2.0] };
        match m.logdet() {
            Ok(v) => v,
            Err(E::Dim(a, b)) => (a + b) as f64 * x,
            Err(E::NotPd) => y,
        }
    }

    chainrule_tests::agrees!(f);
}

mod results_of_methods {
    use super::*;

    #[derive(Debug)]
    enum Err1 {
        Empty,
        Neg(i32),
    }
    #[derive(Clone, Differentiable)]
    struct Tank {
        level: f64,
        rate: f64,
    }
    #[differentiate]
    impl Tank {
        fn drain(&mut self, q: f64) -> Result<f64, Err1> {
            self.level -= q * 0.1;
            if self.level < 0.0 {
                let was = self.level;
                self.level = 0.0;
                self.rate += was;
                return Err(Err1::Empty);
            }
            if q < 0.0 {
                self.rate *= 1.1;
                return Err(Err1::Neg(-1));
            }
            self.rate += q * self.level;
            Ok(self.level * self.rate)
        }
        fn run(&mut self, qs: &[f64]) -> Result<f64, Err1> {
            let mut s = 0.0;
            for &q in qs {
                s += match self.drain(q) {
                    Ok(v) => v,
                    Err(Err1::Neg(n)) => self.rate * n as f64,
                    Err(e) => return Err(e),
                };
            }
            Ok(s)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut t = Tank { level: y, rate: x };
        let a = t.run(&[x, y, x * y]).unwrap_or(x);
        let b = t.run(&[y * 3.0, 4.0, y * 9.0]);
        let b = match b {
            Ok(v) => v,
            Err(e) => {
                t.level += 0.5 * x;
                format!("{e:?}").len() as f64 * t.rate
            }
        };
        a + b + t.level * t.rate
    }

    chainrule_tests::agrees!(f);
}

mod a_state_that_steps_may_refuse {
    use super::*;

    #[derive(Debug)]
    enum E {
        Bad(Vec<f64>),
        Late { at: usize },
    }
    #[derive(Differentiable, Debug, Clone)]
    struct State {
        p: Vec<f64>,
        t: f64,
    }
    #[differentiate]
    fn step(s: State, h: f64) -> Result<State, E> {
        if s.t > 100.0 {
            return Err(E::Late { at: 3 });
        }
        let p: Vec<f64> = s.p.iter().map(|v| v + h * v.sin()).collect();
        if p.is_empty() {
            return Err(E::Bad(vec![1.0]));
        }
        Ok(State { p, t: s.t + h })
    }
    #[differentiate]
    fn run(x: f64, h: f64, n: usize) -> Result<State, E> {
        let mut s = State { p: vec![x, x * h], t: 0.0 };
        for i in 0..n {
            s = step(s, h)?;
            if i == 4 {
                return Ok(s);
            }
            if s.t > 1e3 {
                return Err(E::Late { at: i });
            }
        }
        Ok(s)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let r = run(x, y * 0.1, 3);
        let a = match r {
            Ok(s) => s.p[0] * s.p[1] + s.t,
            Err(E::Late { at }) => at as f64,
            Err(E::Bad(v)) => v.len() as f64 * x,
        };
        let b = match run(y, 0.1, 9) {
            Ok(s) => s.p[1] * s.t,
            Err(e) => {
                eprintln!("{e:?}");
                0.0
            }
        };
        a + b
    }

    chainrule_tests::agrees!(f);
}

mod a_filter_that_may_diverge {
    use super::*;

    #[derive(Differentiable, Clone, Copy, Debug)]
    struct Mat2 {
        m: [[f64; 2]; 2],
    }
    #[derive(Differentiable, Clone, Copy, Debug)]
    struct Vec2([f64; 2]);
    #[differentiate]
    impl std::ops::Mul for Mat2 {
        type Output = Mat2;
        fn mul(self, o: Mat2) -> Mat2 {
            let mut r = [[0.0; 2]; 2];
            for (i, row) in self.m.iter().enumerate() {
                for j in 0..2 {
                    for (k, a) in row.iter().enumerate() {
                        r[i][j] += a * o.m[k][j];
                    }
                }
            }
            Mat2 { m: r }
        }
    }
    #[differentiate]
    impl std::ops::Mul<Vec2> for Mat2 {
        type Output = Vec2;
        fn mul(self, v: Vec2) -> Vec2 {
            Vec2(std::array::from_fn(|i| self.m[i].iter().zip(v.0.iter()).map(|(a, b)| a * b).sum()))
        }
    }
    #[differentiate]
    impl std::ops::Add for Mat2 {
        type Output = Mat2;
        fn add(mut self, o: Mat2) -> Mat2 {
            for (r, s) in self.m.iter_mut().zip(&o.m) {
                for (a, b) in r.iter_mut().zip(s) {
                    *a += *b;
                }
            }
            self
        }
    }
    #[differentiate]
    impl std::ops::AddAssign<Vec2> for Vec2 {
        fn add_assign(&mut self, o: Vec2) {
            self.0[0] += o.0[0];
            self.0[1] += o.0[1];
        }
    }
    #[differentiate]
    impl Mat2 {
        fn t(&self) -> Mat2 {
            let [[a, b], [c, d]] = self.m;
            Mat2 { m: [[a, c], [b, d]] }
        }
        fn diag(a: f64, b: f64) -> Self {
            Self { m: [[a, 0.0], [0.0, b]] }
        }
    }
    #[derive(Debug)]
    enum FilterError {
        Diverged { step: usize, s: f64 },
        Empty,
    }
    #[derive(Differentiable, Clone)]
    struct Filter {
        x: Vec2,
        p: Mat2,
        q: f64,
        r: f64,
    }
    #[differentiate]
    impl Filter {
        fn predict(&mut self, dt: f64) {
            let f = Mat2 { m: [[1.0, dt], [0.0, 1.0]] };
            self.x = f * self.x;
            self.p = f * self.p * f.t() + Mat2::diag(self.q * dt, self.q);
        }
        fn update(&mut self, z: f64, step: usize) -> Result<f64, FilterError> {
            let y = z - self.x.0[0];
            let s = self.p.m[0][0] + self.r;
            if !(s > 1e-12) {
                return Err(FilterError::Diverged { step, s: chainrule::stop_gradient(s) });
            }
            let k = Vec2([self.p.m[0][0] / s, self.p.m[1][0] / s]);
            self.x += Vec2([k.0[0] * y, k.0[1] * y]);
            let old = self.p;
            for i in 0..2 {
                for j in 0..2 {
                    self.p.m[i][j] -= k.0[i] * old.m[0][j];
                }
            }
            Ok(-0.5 * (y * y / s + s.ln()))
        }
    }
    #[differentiate]
    fn loglik(f: &mut Filter, zs: &[f64]) -> Result<f64, FilterError> {
        if zs.is_empty() {
            return Err(FilterError::Empty);
        }
        let mut ll = 0.0;
        for (i, &z) in zs.iter().enumerate() {
            f.predict(0.5);
            ll += f.update(z, i)?;
        }
        Ok(ll)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut k = Filter { x: Vec2([x, 0.0]), p: Mat2::diag(1.0 + y * y, 1.0), q: 0.1 + x * x, r: 0.5 + y * y };
        let ll = match loglik(&mut k, &[0.3, 0.8, x, 1.1 * y]) {
            Ok(v) => v,
            Err(FilterError::Diverged { step, s }) => step as f64 * s,
            Err(FilterError::Empty) => 0.0,
        };
        ll + k.x.0[1] * k.p.m[0][1] + loglik(&mut k, &[]).unwrap_or(k.x.0[0])
    }

    chainrule_tests::agrees!(f);
}
