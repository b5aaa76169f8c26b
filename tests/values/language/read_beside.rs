//! What the file shows: fields that are options and maps; generic implementations; `retain`.

#![allow(unused_imports, reason = "not every module needs them")]

use chainrule::{Differentiable, differentiate};

mod options_in_fields {
    use super::*;

    #[derive(Clone, Differentiable)]
    struct Quote {
        bid: Option<f64>,
        ask: Option<f64>,
    }
    #[differentiate]
    impl Quote {
        fn spread(&self) -> Option<f64> {
            self.bid.and_then(|b| self.ask.map(|a| a - b))
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let q = Quote { bid: Some(x), ask: Some(y * y) };
        q.spread().unwrap_or(x) * x
    }

    chainrule_tests::agrees!(f);
}

mod quotes {
    use super::*;

    #[derive(Clone, Differentiable)]
    struct Quote {
        bid: Option<f64>,
        ask: Option<f64>,
    }
    #[differentiate]
    impl Quote {
        fn mid(&self) -> Option<f64> {
            Some((self.bid? + self.ask?) / 2.0)
        }
        fn spread(&self) -> Option<f64> {
            self.bid.and_then(|b| self.ask.map(|a| a - b))
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let quotes = vec![
            Quote { bid: Some(x), ask: Some(y * y) },
            Quote { bid: None, ask: Some(x) },
            Quote { bid: Some(x * y), ask: None },
            Quote { bid: Some(y), ask: Some(x * x * y) },
        ];
        let total: f64 = quotes.iter().filter_map(|q| q.mid()).sum();
        let widest = quotes.iter().filter_map(Quote::spread).fold(f64::NEG_INFINITY, f64::max);
        let last = quotes.last().and_then(|q| q.bid).unwrap_or(0.0);
        total * widest + last
    }

    chainrule_tests::agrees!(f);
}

mod array_in_a_literal {
    use super::*;

    use std::ops::Neg;
    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    struct V<const N: usize> {
        c: [f64; N],
    }
    #[differentiate]
    impl<const N: usize> Neg for V<N> {
        type Output = V<N>;
        fn neg(self) -> V<N> {
            V { c: std::array::from_fn(|i| -self.c[i]) }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = -V { c: [x, y] };
        v.c[0] * v.c[1]
    }

    chainrule_tests::agrees!(f);
}

mod generic_operators {
    use super::*;

    use std::ops::{Add, AddAssign, Index, IndexMut, Mul, Neg, Sub};
    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    struct V<const N: usize> {
        c: [f64; N],
    }
    #[differentiate]
    impl<const N: usize> Add for V<N> {
        type Output = V<N>;
        fn add(self, o: V<N>) -> V<N> {
            let mut c = self.c;
            for i in 0..N {
                c[i] += o.c[i];
            }
            V { c }
        }
    }
    #[differentiate]
    impl<const N: usize> Mul<f64> for V<N> {
        type Output = V<N>;
        fn mul(self, s: f64) -> V<N> {
            V { c: self.c.map(|a| a * s) }
        }
    }
    #[differentiate]
    impl<const N: usize> Neg for V<N> {
        type Output = V<N>;
        fn neg(self) -> V<N> {
            V { c: std::array::from_fn(|i| -self.c[i]) }
        }
    }
    #[differentiate]
    impl<const N: usize> AddAssign for V<N> {
        fn add_assign(&mut self, o: V<N>) {
            for (a, b) in self.c.iter_mut().zip(o.c.iter()) {
                *a += *b;
            }
        }
    }
    #[differentiate]
    impl<const N: usize> V<N> {
        fn dot(&self, o: &V<N>) -> f64 {
            self.c.iter().zip(&o.c).map(|(a, b)| a * b).sum()
        }
        fn norm(self) -> f64 {
            self.dot(&self).sqrt()
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = V { c: [x, y, 1.0] };
        let mut b = -(a * y) + a * 3.0;
        b += a * x;
        for _ in 0..2 {
            b = b * 0.5 + a;
            b += -a;
        }
        b.norm() + b.dot(&a)
    }

    chainrule_tests::agrees!(f);
}

mod kernels_of_kernels {
    use super::*;

    #[differentiate]
    trait Kernel {
        fn k(&self, a: f64, b: f64) -> f64;
    }
    #[derive(Clone, Copy, Differentiable)]
    struct Rbf {
        l: f64,
        s: f64,
    }
    #[derive(Clone, Copy, Differentiable)]
    struct Lin(f64);
    #[derive(Clone, Copy, Differentiable)]
    struct Sum<A, B>(A, B);
    #[differentiate]
    impl Kernel for Rbf {
        fn k(&self, a: f64, b: f64) -> f64 {
            let d = (a - b) / self.l;
            self.s * (-0.5 * d * d).exp()
        }
    }
    #[differentiate]
    impl Kernel for Lin {
        fn k(&self, a: f64, b: f64) -> f64 {
            self.0 * a * b
        }
    }
    #[differentiate]
    impl<A: Kernel, B: Kernel> Kernel for Sum<A, B> {
        fn k(&self, a: f64, b: f64) -> f64 {
            self.0.k(a, b) + self.1.k(a, b)
        }
    }
    #[differentiate]
    fn gram<K: Kernel>(kernel: &K, xs: &[f64]) -> f64 {
        let mut t = 0.0;
        for (i, a) in xs.iter().enumerate() {
            for b in &xs[..=i] {
                t += kernel.k(*a, *b);
            }
        }
        t
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let k = Sum(Rbf { l: x * x + 0.5, s: y }, Lin(x));
        gram(&k, &[0.1, y, 0.7, x]) + Lin(y).k(x, 2.0)
    }

    chainrule_tests::agrees!(f);
}

mod retained_particles {
    use super::*;

    #[derive(Clone, Differentiable)]
    struct P {
        m: f64,
        x: [f64; 2],
        #[constant]
        alive: bool,
    }
    #[derive(Clone, Differentiable)]
    struct S {
        ps: Vec<P>,
        t: f64,
    }
    #[differentiate]
    impl S {
        fn clean(&mut self, lim: f64) -> usize {
            self.ps.retain(|p| p.alive && p.m * p.x[0] < lim);
            self.ps.len()
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let ps: Vec<P> = (0..5).map(|i| P { m: x * i as f64, x: [y, x], alive: i % 2 == 0 }).collect();
        let mut s = S { ps, t: y };
        let mut out = 0.0;
        for k in 0..3 {
            let n = s.clean(6.0 - k as f64 * 2.0);
            out += n as f64 * s.t;
            s.ps.push(P { m: y, x: [x * k as f64, 1.0], alive: true });
        }
        out + s.ps.iter().enumerate().map(|(i, t)| t.m * t.x[0] * (i + 1) as f64).sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod kalman {
    use super::*;

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Filter {
        x: [f64; 2],
        p: [[f64; 2]; 2],
        q: f64,
        r: f64,
    }
    #[differentiate]
    impl Filter {
        fn new(q: f64, r: f64) -> Self {
            Filter { x: [0.0, 0.0], p: [[1.0, 0.0], [0.0, 1.0]], q, r }
        }
        fn predict(&mut self, dt: f64) {
            self.x = [self.x[0] + dt * self.x[1], self.x[1]];
            let p = self.p;
            self.p[0][0] = p[0][0] + dt * (p[1][0] + p[0][1]) + dt * dt * p[1][1] + self.q;
            self.p[0][1] = p[0][1] + dt * p[1][1];
            self.p[1][0] = p[1][0] + dt * p[1][1];
            self.p[1][1] += self.q;
        }
        fn update(&mut self, z: f64) -> f64 {
            let y = z - self.x[0];
            let s = self.p[0][0] + self.r;
            let k = [self.p[0][0] / s, self.p[1][0] / s];
            for (xi, ki) in self.x.iter_mut().zip(k) {
                *xi += ki * y;
            }
            let p = self.p;
            for i in 0..2 {
                for j in 0..2 {
                    self.p[i][j] = p[i][j] - k[i] * p[0][j];
                }
            }
            -0.5 * (y * y / s + s.ln())
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut filter = Filter::new(x * x + 0.1, y * y + 0.2);
        let zs = [0.1, 0.5, 0.9, 1.7, 2.2];
        let mut ll = 0.0;
        'outer: for (i, z) in zs.iter().enumerate() {
            filter.predict(0.5);
            if i == 2 {
                continue 'outer;
            }
            ll += filter.update(*z * x);
        }
        ll + filter.p[0][0]
    }

    chainrule_tests::agrees!(f);
}

mod expressions {
    use super::*;

    #[derive(Clone, Debug, Differentiable)]
    enum Expr {
        Const(f64),
        Var,
        Add(Box<Expr>, Box<Expr>),
        Mul(Box<Expr>, Box<Expr>),
        Pow {
            base: Box<Expr>,
            #[constant]
            n: i32,
        },
        Neg(Box<Expr>),
    }
    #[differentiate]
    impl Expr {
        fn eval(&self, v: f64) -> f64 {
            match self {
                Expr::Const(c) => *c,
                Expr::Var => v,
                Expr::Add(a, b) => a.eval(v) + b.eval(v),
                Self::Mul(a, b) => {
                    let l = a.eval(v);
                    if l == 0.0 {
                        return 0.0;
                    }
                    l * b.eval(v)
                }
                Expr::Pow { base, n } => base.eval(v).powi(*n),
                Expr::Neg(inner) => -inner.eval(v),
            }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let e = Expr::Add(
            Box::new(Expr::Mul(Box::new(Expr::Const(x)), Box::new(Expr::Pow { base: Box::new(Expr::Var), n: 3 }))),
            Box::new(Expr::Neg(Box::new(Expr::Const(y * x)))),
        );
        e.eval(y) + e.clone().eval(x) * 2.0
    }

    chainrule_tests::agrees!(f);
}
