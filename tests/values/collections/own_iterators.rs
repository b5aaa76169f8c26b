//! Iterators of the user's own, and `from_fn`.

mod from_a_function {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct Osc {
        x: f64,
        v: f64,
        k: f64,
    }
    #[differentiate]
    impl Osc {
        fn advance(&mut self) -> Option<f64> {
            self.v -= self.k * self.x * 0.1;
            self.x += self.v * 0.1;
            Some(self.x)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o = Osc { x, v: 0.0, k: y };
        std::iter::from_fn(|| o.advance()).take(5).sum()
    }

    chainrule_tests::agrees!(f);
}

mod from_a_function_that_ends {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct Osc {
        x: f64,
        v: f64,
        k: f64,
    }
    #[differentiate]
    impl Osc {
        fn advance(&mut self) -> Option<f64> {
            self.v -= self.k * self.x * 0.1;
            self.x += self.v * 0.1;
            if self.x < 0.1 { None } else { Some(self.x) }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o = Osc { x, v: 0.0, k: y + 9.0 };
        let mut s = 0.0;
        for p in std::iter::from_fn(|| o.advance()) {
            s += p * p;
        }
        s + std::iter::from_fn(|| o.advance()).map(|a| a * x).take_while(|p| *p > 0.0).take(3).fold(0.0, |a, b| a + b)
    }

    chainrule_tests::agrees!(f);
}

mod a_loop {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct Osc {
        x: f64,
        v: f64,
        k: f64,
    }
    #[differentiate]
    impl Osc {
        fn new(x: f64, k: f64) -> Self {
            Osc { x, v: 0.0, k }
        }
    }
    #[differentiate]
    impl Iterator for Osc {
        type Item = f64;
        fn next(&mut self) -> Option<Self::Item> {
            self.v -= self.k * self.x * 0.1;
            self.x += self.v * 0.1;
            if self.x < 0.1 { None } else { Some(self.x) }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let o = Osc::new(x, y + 9.0);
        let mut s = 0.0;
        for p in o {
            s += p * p;
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod chains {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct Osc {
        x: f64,
        v: f64,
        k: f64,
    }
    #[differentiate]
    impl Osc {
        fn new(x: f64, k: f64) -> Self {
            Osc { x, v: 0.0, k }
        }
    }
    #[differentiate]
    impl Iterator for Osc {
        type Item = f64;
        fn next(&mut self) -> Option<f64> {
            self.v -= self.k * self.x * 0.1;
            self.x += self.v * 0.1;
            Some(self.x)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o = Osc::new(x, y);
        let a: f64 = o.by_ref().take(3).sum();
        let b: Vec<f64> = o.clone().skip(1).step_by(2).take(3).map(|p| p * x).collect();
        let c = Osc::new(y, x).zip(b.iter()).map(|(p, q)| p * q).fold(0.0, |s, t| s + t);
        a + b[2] + c + o.x + o.take_while(|p| *p > 0.2).take(4).last().unwrap_or(1.0)
    }

    chainrule_tests::agrees!(f);
}

mod pairs {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct Rk {
        t: f64,
        y: [f64; 2],
    }
    #[differentiate]
    impl Iterator for Rk {
        type Item = (f64, [f64; 2]);
        fn next(&mut self) -> Option<(f64, [f64; 2])> {
            if self.t > 0.5 {
                return None;
            }
            let h = 0.1;
            self.y = [self.y[0] + h * self.y[1], self.y[1] - h * self.y[0]];
            self.t += h;
            Some((self.t, self.y))
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let traj: Vec<[f64; 2]> = Rk { t: 0.0, y: [x, y] }.map(|(_, s)| s).collect();
        let mut e = 0.0;
        for (t, [a, b]) in (Rk { t: 0.2, y: [y, x] }) {
            e += t * a * b;
        }
        e + traj.iter().map(|s| s[0] * s[1]).sum::<f64>() + traj.len() as f64
    }

    chainrule_tests::agrees!(f);
}

mod single_items {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct Newton {
        x: f64,
        a: f64,
    }
    #[differentiate]
    impl Iterator for Newton {
        type Item = f64;
        fn next(&mut self) -> Option<f64> {
            self.x = 0.5 * (self.x + self.a / self.x);
            Some(self.x)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let r = Newton { x: 1.0, a: x }.nth(6).unwrap();
        let q = Newton { x: 1.0, a: y }.take(7).last().unwrap();
        let mut it = Newton { x: 1.0, a: x * y };
        let m = (&mut it).take(3).sum::<f64>();
        let best = Newton { x: 2.0, a: x }.take(5).fold(f64::NEG_INFINITY, f64::max);
        r * q + m + it.next().unwrap() + best
    }

    chainrule_tests::agrees!(f);
}

mod without_the_attribute {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct Lcg {
        s: u64,
    }
    impl Iterator for Lcg {
        type Item = f64;
        fn next(&mut self) -> Option<f64> {
            self.s = self.s.wrapping_mul(6364136223846793005).wrapping_add(1);
            Some((self.s >> 40) as f64 / 16777216.0)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        for u in (Lcg { s: 7 }).take(5) {
            s += (u * x).sin() * y;
        }
        s + (Lcg { s: 3 }).take(3).map(|u| u * x * y).sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod behind_a_reference {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct Osc {
        x: f64,
        k: f64,
    }
    #[differentiate]
    impl Iterator for Osc {
        type Item = f64;
        fn next(&mut self) -> Option<f64> {
            self.x *= self.k;
            Some(self.x)
        }
    }
    #[differentiate]
    fn total(o: &mut Osc, n: usize) -> f64 {
        let mut s = 0.0;
        for p in o.take(n) {
            s += p;
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o = Osc { x, k: y };
        let a = total(&mut o, 3);
        let b = total(&mut o, 2);
        let it = o.map(|p| p * x).take(2);
        let mut c = 1.0;
        for p in it {
            c *= p;
        }
        a * b + c
    }

    chainrule_tests::agrees!(f);
}

mod closures_with_a_state {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut t = x;
        let v: Vec<f64> = std::iter::from_fn(|| {
            t *= y;
            if t.abs() < 0.05 { None } else { Some(t) }
        })
        .take(12)
        .collect();
        let mut n = 0;
        let w: f64 = std::iter::from_fn(move || {
            n += 1;
            if n < 4 { Some(n as f64 * x) } else { None }
        })
        .sum();
        v.iter().sum::<f64>() * w + t
    }

    chainrule_tests::agrees!(f);
}

mod lent {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct Osc {
        x: f64,
        k: f64,
    }
    #[differentiate]
    impl Iterator for Osc {
        type Item = f64;
        fn next(&mut self) -> Option<f64> {
            self.x *= self.k;
            Some(self.x)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o = Osc { x, k: y };
        let w: Vec<f64> = o.by_ref().skip(2).step_by(3).take(2).collect();
        let z = o.x;
        let v: Vec<f64> = o.by_ref().enumerate().filter(|(i, _)| i % 2 == 0).map(|(_, p)| p).take(3).collect();
        let (a, b): (Vec<f64>, Vec<f64>) = o.by_ref().take(4).map(|p| (p, p * p)).unzip();
        w[1] * z + v[2] * a[3] * b[1] + o.x
    }

    chainrule_tests::agrees!(f);
}

mod made_at_once {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct Osc {
        x: f64,
        k: f64,
    }
    #[differentiate]
    impl Osc {
        fn new(x: f64, k: f64) -> Self {
            Osc { x, k }
        }
    }
    #[differentiate]
    impl Iterator for Osc {
        type Item = f64;
        fn next(&mut self) -> Option<f64> {
            self.x *= self.k;
            Some(self.x)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let b = vec![x, y];
        Osc::new(y, x).zip(b.iter()).map(|(p, q)| p * q).sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod beside_another {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct Osc {
        x: f64,
        k: f64,
    }
    #[differentiate]
    impl Osc {
        fn new(x: f64, k: f64) -> Self {
            Osc { x, k }
        }
    }
    #[differentiate]
    impl Iterator for Osc {
        type Item = f64;
        fn next(&mut self) -> Option<f64> {
            self.x *= self.k;
            Some(self.x)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let b = vec![x, y];
        b.iter().zip(Osc::new(y, x)).map(|(p, q)| p * q).sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod states {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct State {
        p: f64,
        v: f64,
    }
    #[derive(Clone, Differentiable)]
    struct Sim {
        s: State,
        k: f64,
    }
    #[differentiate]
    impl Iterator for Sim {
        type Item = State;

        fn next(&mut self) -> Option<State> {
            self.s.v -= self.k * self.s.p * 0.1;
            self.s.p += 0.1 * self.s.v;
            Some(self.s)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let e = Sim { s: State { p: x, v: y }, k: y }.take(5).last().unwrap();
        let top = Sim { s: State { p: y, v: x }, k: x }.take(6).max_by(|a, b| a.p.total_cmp(&b.p)).unwrap();
        let g = Sim { s: State { p: x, v: x }, k: 1.0 }.nth(2).unwrap();
        e.p * e.v + top.v + g.p * g.v
    }

    chainrule_tests::agrees!(f, [(0.7, 1.3), (1.1, 0.4)]);
}
