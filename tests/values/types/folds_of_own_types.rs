//! Folds whose state is of an own type, which adds as it likes.

mod vectors {
    use chainrule::{Differentiable, differentiate};

    use std::ops::Add;
    #[derive(Clone, Copy, Debug, Default, PartialEq, Differentiable)]
    struct V2(f64, f64);
    #[differentiate]
    impl Add for V2 {
        type Output = Self;
        fn add(self, o: Self) -> Self {
            V2(self.0 + o.0, self.1 + o.1)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let vs = [V2(x, y), V2(x * y, x)];
        let a = vs.iter().fold(V2::default(), |a, b| a + *b);
        let mut c = V2::default();
        for v in &vs {
            c = c + *v;
        }
        let d = vs.iter().copied().fold(V2(x, x), |acc, v| v + acc);
        a.0 * a.1 + c.0 * d.1
    }

    chainrule_tests::agrees!(f);
}

mod probabilities {
    use chainrule::{Differentiable, differentiate};

    use std::ops::{Add, AddAssign};
    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    struct LogProb(f64);
    #[differentiate]
    impl Add for LogProb {
        type Output = Self;
        fn add(self, o: Self) -> Self {
            let m = self.0.max(o.0);
            LogProb(m + ((self.0 - m).exp() + (o.0 - m).exp()).ln())
        }
    }
    #[differentiate]
    impl AddAssign for LogProb {
        fn add_assign(&mut self, o: Self) {
            let m = self.0.max(o.0);
            self.0 = m + ((self.0 - m).exp() + (o.0 - m).exp()).ln();
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let ps = [LogProb(x), LogProb(y), LogProb(x * y + 0.1)];
        let a = ps.iter().fold(LogProb(-3.0), |a, b| a + *b);
        let b = ps.iter().copied().fold(LogProb(x), |acc, v| v + acc);
        let c = ps.iter().copied().reduce(|a, b| a + b).unwrap();
        let mut d = LogProb(y);
        for p in &ps {
            d += *p;
            d = d + LogProb(x * 0.3);
        }
        a.0 * b.0 + c.0 * d.0
    }

    chainrule_tests::agrees!(f);
}

mod levels {
    use chainrule::{Differentiable, differentiate};

    use std::ops::{Add, Sub};
    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    struct Db(f64);
    #[differentiate]
    impl Add for Db {
        type Output = Self;
        fn add(self, o: Self) -> Self {
            Db((self.0.exp() + o.0.exp()).ln())
        }
    }
    #[differentiate]
    impl Sub<f64> for Db {
        type Output = Self;
        fn sub(self, o: f64) -> Self {
            Db(self.0 * o)
        }
    }
    #[differentiate]
    fn total(list: &[Db], k: f64) -> Db {
        let mut acc = list[0];
        for v in &list[1..] {
            acc = acc + *v;
            acc = acc - k;
        }
        acc
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let ps = vec![Db(x), Db(y), Db(x * y)];
        let s: Vec<f64> = ps
            .iter()
            .scan(Db(0.0), |acc, p| {
                *acc = *acc + *p;
                Some(acc.0)
            })
            .collect();
        let t = total(&ps, y);
        let (u, v) = ps.iter().fold((Db(x), 1.0), |(u, v), p| (u + *p, v + p.0));
        let w = ps.iter().fold(Db(y), |a, p| a - p.0);
        s.iter().sum::<f64>() + t.0 * u.0 * v + w.0
    }

    chainrule_tests::agrees!(f);
}

mod bodies {
    use chainrule::{Differentiable, differentiate};

    use std::ops::{Add, AddAssign, Mul, Sub};
    #[derive(Clone, Copy, Debug, Default, PartialEq, Differentiable)]
    struct V2(f64, f64);
    #[differentiate]
    impl Add for V2 {
        type Output = Self;
        fn add(self, o: Self) -> Self {
            V2(self.0 + o.0, self.1 + o.1)
        }
    }
    #[differentiate]
    impl Sub for V2 {
        type Output = Self;
        fn sub(self, o: Self) -> Self {
            V2(self.0 - o.0, self.1 - o.1)
        }
    }
    #[differentiate]
    impl Mul<f64> for V2 {
        type Output = Self;
        fn mul(self, k: f64) -> Self {
            V2(self.0 * k, self.1 * k)
        }
    }
    #[differentiate]
    impl AddAssign for V2 {
        fn add_assign(&mut self, o: Self) {
            self.0 += o.0;
            self.1 += o.1;
        }
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Body {
        p: V2,
        v: V2,
        m: f64,
    }
    #[differentiate]
    fn acc(bodies: &[Body], i: usize) -> V2 {
        bodies
            .iter()
            .enumerate()
            .filter(|&(j, _)| j != i)
            .map(|(_, b)| {
                let d = b.p - bodies[i].p;
                let r2 = d.0 * d.0 + d.1 * d.1 + 0.1;
                d * (b.m / (r2 * r2.sqrt()))
            })
            .fold(V2::default(), |a, b| a + b)
    }
    #[differentiate]
    fn step(bodies: &mut Vec<Body>, h: f64) {
        let a: Vec<V2> = (0..bodies.len()).map(|i| acc(bodies, i)).collect();
        for (b, a) in bodies.iter_mut().zip(a) {
            b.v += a * (0.5 * h);
            let v = b.v;
            b.p += v * h;
        }
        for i in 0..bodies.len() {
            let a = acc(&bodies[..], i);
            bodies[i].v += a * (h * 0.5);
        }
    }
    #[differentiate]
    fn energy(bodies: &[Body]) -> f64 {
        let mut e = 0.0;
        for (i, a) in bodies.iter().enumerate() {
            e += 0.5 * a.m * (a.v.0.powi(2) + a.v.1.powi(2));
            for b in &bodies[i + 1..] {
                let d = a.p - b.p;
                e -= a.m * b.m / (d.0.hypot(d.1));
            }
        }
        e
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut bs = vec![
            Body { p: V2(x, 0.0), v: V2(0.0, y), m: 1.0 },
            Body { p: V2(-1.5, y), v: V2::default(), m: 0.5 + x * x },
            Body { p: V2(0.3, -2.0), v: V2(0.1, 0.0), m: 0.3 },
        ];
        let e0 = energy(&bs);
        for _ in 0..3 {
            step(&mut bs, 0.05);
        }
        let Some(Body { p, v, .. }) = bs.pop() else { return 0.0 };
        energy(&bs) - e0 + p.0 * v.1
    }

    chainrule_tests::agrees!(f);
}
