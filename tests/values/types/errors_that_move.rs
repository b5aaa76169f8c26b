//! Errors that are not `Clone`: they move to whoever asks for them, and nothing records them.

#![allow(dead_code, reason = "nobody reads what an error tells")]

use chainrule::{Differentiable, differentiate, stop_gradient};

mod an_error_enum_behind_several_exits {
    use super::*;

    #[derive(Debug, PartialEq)]
    enum MyError {
        Neg,
        Big(String),
    }
    #[differentiate]
    fn g(x: f64) -> Result<f64, MyError> {
        if x < -5.0 {
            return Err(MyError::Neg);
        }
        if x > 50.0 {
            return Err(MyError::Big(format!("too big")));
        }
        let z = x * x + 1.0;
        if z > 1e6 {
            return Err(MyError::Neg);
        }
        Ok(z.sqrt())
    }
    #[differentiate]
    fn h(x: f64, y: f64) -> Result<f64, MyError> {
        let a = g(x)?;
        let b = g(y)?;
        if a * b > 1e9 {
            return Err(MyError::Neg);
        }
        Ok(a * b)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match h(x, y) {
            Ok(v) => v * x,
            Err(MyError::Neg) => x,
            Err(_) => y,
        }
    }

    chainrule_tests::agrees!(f);
}

mod an_error_of_text_from_options_and_parsers {
    use super::*;

    #[differentiate]
    fn g(x: f64, names: &[&str]) -> Result<f64, String> {
        let first = names.first().ok_or("no names".to_string())?;
        if first.is_empty() {
            return Err(format!("empty {}", first));
        }
        let k: f64 = first.parse().map_err(|_| String::from("not a number"))?;
        if x > 100.0 {
            return Err("big".to_string());
        }
        let mut t = x;
        for n in names {
            let c: f64 = n.parse::<f64>().map_err(|e| e.to_string())?;
            t = t * c + x.sin();
            if t > 1e10 {
                return Err("diverged".into());
            }
        }
        Ok(t * k)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = g(x, &["1.5", "0.25"]).unwrap_or(3.0);
        let b = match g(y, &["1.5", "oops"]) {
            Ok(v) => v,
            Err(_) => x * y,
        };
        a * b
    }

    chainrule_tests::agrees!(f);
}

mod a_boxed_error {
    use super::*;

    use std::error::Error;
    #[differentiate]
    fn g(x: f64, s: &str) -> Result<f64, Box<dyn Error>> {
        let k: f64 = s.parse()?;
        if x > 100.0 {
            return Err("too large".into());
        }
        if x < -100.0 {
            return Err(Box::from("too small"));
        }
        Ok(x * k + x.exp())
    }
    #[differentiate]
    fn h(x: f64, y: f64) -> Result<f64, Box<dyn Error>> {
        let mut s = 0.0;
        for w in ["1.0", "2.5"] {
            let v = g(x * y, w)?;
            if v > 1e9 {
                return Err("bad".into());
            }
            s += v * y;
        }
        Ok(s)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let q = h(x, y);
        if let Ok(v) = q { v } else { 0.0 * x }
    }

    chainrule_tests::agrees!(f);
}

mod an_error_of_the_standard_library {
    use super::*;

    #[differentiate]
    fn g(x: f64, s: &str) -> Result<f64, std::num::ParseFloatError> {
        let k = s.trim().parse::<f64>()?;
        let j: f64 = s.parse()?;
        if k > 10.0 {
            return Ok(x);
        }
        Ok(x.powi(2) * k + j)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(x, "2.5").unwrap() * y + g(y, "abc").unwrap_or(x) + g(y, "20").unwrap()
    }

    chainrule_tests::agrees!(f);
}

mod an_error_after_a_loop {
    use super::*;

    #[derive(Debug)]
    enum SolveError {
        NoConvergence { iterations: usize, residual: f64 },
        Singular,
    }
    #[differentiate]
    fn newton(a: f64, x0: f64) -> Result<f64, SolveError> {
        let mut x = x0;
        for _ in 0..50 {
            let fx = x * x * x + x - a;
            let d = 3.0 * x * x + 1.0;
            if d.abs() < 1e-14 {
                return Err(SolveError::Singular);
            }
            let step = fx / d;
            x -= step;
            if step.abs() < 1e-13 {
                return Ok(x);
            }
        }
        Err(SolveError::NoConvergence { iterations: 50, residual: 1.0 })
    }
    #[differentiate]
    fn total(x: f64, y: f64) -> Result<f64, SolveError> {
        let mut s = 0.0;
        for k in 1..4 {
            s += newton(x * k as f64, 1.0)? * y;
        }
        let last = newton(y, 0.5)?;
        Ok(s + last)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        total(x, y).unwrap()
    }

    chainrule_tests::agrees!(f);
}

mod errors_that_become_others {
    use super::*;

    #[derive(Debug)]
    enum Inner {
        A,
    }
    #[derive(Debug)]
    enum Outer {
        FromInner(Inner),
        Other(String),
    }
    impl From<Inner> for Outer {
        fn from(e: Inner) -> Self {
            Outer::FromInner(e)
        }
    }
    impl std::fmt::Display for Outer {
        fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
            write!(f, "outer")
        }
    }
    impl std::error::Error for Outer {}
    #[differentiate]
    fn low(x: f64) -> Result<f64, Inner> {
        if x > 100.0 { Err(Inner::A) } else { Ok(x.tanh()) }
    }
    #[differentiate]
    fn mid(x: f64, y: f64) -> Result<f64, Outer> {
        let a = low(x)?;
        let b = low(a * y).map_err(|_| Outer::Other("b".to_owned()))?;
        let c = low(b).map_err(Outer::FromInner)?;
        if c > 10.0 {
            return Err(Outer::Other(format!("c {}", 3)));
        }
        Ok(a + b * c)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match mid(x, y) {
            Ok(v) => v,
            Err(Outer::FromInner(_)) => 0.0,
            Err(Outer::Other(s)) => s.len() as f64 * x,
        }
    }

    chainrule_tests::agrees!(f);
}

mod an_error_where_there_is_nothing {
    use super::*;

    #[derive(Debug)]
    struct Bad;
    #[differentiate]
    fn g(xs: &[f64]) -> Result<f64, Bad> {
        let first = xs.first().ok_or(Bad)?;
        let last = xs.last().ok_or_else(|| Bad)?;
        let big = xs.iter().copied().find(|v| *v > 100.0);
        if big.is_some() {
            return Err(Bad);
        }
        let i = xs.iter().position(|v| *v < 10.0).ok_or(Bad)?;
        Ok(first * last + xs[i])
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[x, x * y, y]).unwrap_or(0.0)
    }

    chainrule_tests::agrees!(f);
}

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

mod a_result_that_is_only_asked {
    use super::*;

    #[derive(Debug)]
    struct Bad;
    #[differentiate]
    fn try_get(xs: &[f64], i: usize) -> Result<f64, Bad> {
        if i < xs.len() { Ok(xs[i] * 2.0) } else { Err(Bad) }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let xs = [x, y];
        let mut t = x * y;
        if try_get(&xs, 7).is_err() {
            t *= x;
        }
        if try_get(&xs, 1).is_ok() {
            t += try_get(&xs, 1).unwrap();
        }
        t
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

mod a_struct_returned_out_of_a_loop {
    use super::*;

    #[derive(Differentiable, Debug, Clone)]
    struct P {
        a: f64,
        v: Vec<f64>,
    }
    #[differentiate]
    fn find(x: f64, n: usize) -> P {
        let mut z = x;
        let mut hist = vec![x];
        for i in 0..n {
            z = z.sin() + 1.0;
            hist.push(z * z);
            if z > 1.9 {
                return P { a: z * x, v: hist };
            }
            if i == 7 {
                let a = hist[2];
                return P { a, v: hist };
            }
        }
        P { a: z, v: vec![z, x] }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let p = find(x, 20);
        let q = find(y, 3);
        p.a * q.a + p.v.iter().sum::<f64>() * q.v[1]
    }

    chainrule_tests::agrees!(f);
}

mod a_loop_whose_value_is_a_result {
    use super::*;

    #[derive(Debug)]
    struct NoRoot;
    #[differentiate]
    fn bisect(y: f64, lo: f64, hi: f64) -> Result<(f64, usize), NoRoot> {
        let (mut a, mut b) = (lo, hi);
        let f = |z: f64| z * z * z + z - y;
        if f(a) * f(b) > 0.0 {
            return Err(NoRoot);
        }
        for k in 0..8 {
            let m = 0.5 * (a + b);
            if f(m) > 0.0 {
                b = m;
            } else {
                a = m;
            }
            if b - a < 1e-9 {
                return Ok((m, k));
            }
        }
        // polish
        let mut z = 0.5 * (a + b);
        loop {
            let d = f(z) / (3.0 * z * z + 1.0);
            z -= d;
            if d.abs() < 1e-13 {
                break Ok((z, 99));
            }
            if z.is_nan() {
                return Err(NoRoot);
            }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let Ok((r, k)) = bisect(x + y, -3.0, 3.0) else { return x * y };
        let s = match bisect(x, -10.0, -9.0) {
            Ok((v, _)) => v,
            Err(NoRoot) => x * x,
        };
        r * s + k as f64
    }

    chainrule_tests::agrees!(f);
}

mod errors_of_objects_and_generic_models {
    use super::*;

    #[derive(Debug)]
    enum E {
        Domain { value: f64 },
        Other(Box<E>),
    }
    impl std::fmt::Display for E {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "{self:?}")
        }
    }
    impl std::error::Error for E {}
    #[differentiate]
    trait Model {
        fn eval(&self, x: f64) -> Result<f64, E>;
    }
    #[derive(Differentiable, Clone)]
    struct Lin {
        a: f64,
    }
    #[derive(Differentiable, Clone)]
    struct Log {
        b: f64,
    }
    #[differentiate]
    impl Model for Lin {
        fn eval(&self, x: f64) -> Result<f64, E> {
            Ok(self.a * x)
        }
    }
    #[differentiate]
    impl Model for Log {
        fn eval(&self, x: f64) -> Result<f64, E> {
            if x <= -10.0 {
                return Err(E::Domain { value: stop_gradient(x) });
            }
            Ok((x + 10.0).ln() * self.b)
        }
    }
    #[differentiate]
    fn chain<M: Model, N: Model>(m: &M, n: &N, x: f64) -> Result<f64, Box<dyn std::error::Error>> {
        let a = m.eval(x)?;
        let b = n.eval(a).map_err(|e| E::Other(Box::new(e)))?;
        Ok(a + b)
    }
    #[differentiate]
    fn dynamic(m: &dyn Model, x: f64) -> Result<f64, E> {
        let v = m.eval(x)?;
        Ok(v * v)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = Lin { a: y };
        let n = Log { b: x * y };
        chain(&m, &n, x).unwrap_or(0.0) + dynamic(&n, x).unwrap_or(1.0)
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

mod second_derivatives_of_results_set_in_a_loop {
    use super::*;

    #[derive(Clone, Debug)]
    enum E {
        Bad,
        Worse(String),
    }
    #[differentiate(order = 2)]
    fn g(x: f64) -> Result<f64, E> {
        if x < -5.0 {
            return Err(E::Bad);
        }
        let mut z = x;
        for i in 0..3 {
            z = z.sin() + x;
            if z > 100.0 {
                return Err(E::Worse(format!("{i}")));
            }
        }
        Ok(z * z)
    }
    #[differentiate(hessian, hvp, grad, value_and_grad, accumulate_grad, vjp, jvp)]
    fn f(x: f64, y: f64) -> f64 {
        match g(x * y) {
            Ok(v) => v * y,
            Err(E::Bad) => x,
            Err(E::Worse(s)) => s.len() as f64 * y,
        }
    }

    #[test]
    fn agrees_with_differences() {
        chainrule_tests::check_second!(f);
    }
}

/// A result is taken apart where it is added, and its error goes on.
mod in_assignments {
    use chainrule::differentiate;

    #[derive(Debug)]
    enum Fail {
        Negative(String),
        Large(Vec<u8>),
    }
    #[differentiate]
    fn square(v: &[f64]) -> Result<f64, Fail> {
        if v[0] > 1.5 {
            return Err(Fail::Large(vec![1, 2]));
        }
        if v[0] < -0.5 {
            return Err(Fail::Negative(format!("{}", v.len())));
        }
        Ok(v[0] * v[1])
    }
    #[differentiate]
    fn sum(x: f64, y: f64) -> Result<f64, Fail> {
        let mut sum = x;
        for k in 0..2 {
            let part = square(&[x, y * k as f64 + sum]);
            sum += match part {
                Ok(v) => v * x,
                Err(Fail::Large(list)) => y * list.len() as f64,
                Err(error) => return Err(error),
            };
            let last = square(&[0.1 * x, sum]);
            sum = match last {
                Ok(v) => v - sum * y,
                Err(error) => return Err(error),
            };
        }
        Ok(sum * y)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match sum(x, y) {
            Ok(v) => v * v,
            Err(Fail::Negative(text)) => y * y * text.len() as f64,
            Err(Fail::Large(_)) => x,
        }
    }

    chainrule_tests::agrees!(f);
}
