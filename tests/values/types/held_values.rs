//! What the field of a struct holds that is constant, of any type, and what is handed on to functions that hold it constant.

mod constant_option_field {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct C {
        w: f64,
        #[constant]
        clip: Option<f64>,
    }
    #[differentiate]
    impl C {
        fn go(&self, x: f64) -> f64 {
            let mut v = self.w * x;
            if let Some(c) = self.clip {
                v = v.min(c) * c;
            }
            v + self.clip.unwrap_or(2.0) * x + self.clip.map_or(0.0, |c| c * x)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        C { w: y, clip: Some(3.5) }.go(x) + C { w: x, clip: None }.go(y)
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod constant_struct_nested {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug)]
    struct Conf {
        gain: f64,
        sub: Sub,
    }
    #[derive(Clone, Debug)]
    struct Sub {
        k: f64,
        v: Vec<f64>,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct G {
        s: f64,
        #[constant]
        conf: Conf,
    }
    #[differentiate]
    impl G {
        fn k(&self, a: f64) -> f64 {
            let mut t = self.conf.gain * a * self.s + self.conf.sub.k * a;
            for v in &self.conf.sub.v {
                t += v * a;
            }
            t + self.conf.sub.v[0] * self.s
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        G { s: x, conf: Conf { gain: 2.0, sub: Sub { k: 3.0, v: vec![0.1, 0.2] } } }.k(y)
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod constant_kernel_list {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, PartialEq)]
    enum Kind {
        A,
        B(f64),
    }
    #[derive(Clone, Debug, Differentiable)]
    struct G {
        s: f64,
        #[constant]
        kinds: Vec<Kind>,
        #[constant]
        name: String,
    }
    #[differentiate]
    impl G {
        fn scaled(self, k: f64) -> G {
            G { s: self.s * k, ..self }
        }
        fn count(&self) -> usize {
            self.kinds.iter().filter(|k| **k == Kind::A).count()
        }
        fn val(&self) -> f64 {
            self.s * self.s * self.count() as f64
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut g = G { s: x, kinds: vec![Kind::A, Kind::B(1.0), Kind::A], name: "g".to_string() };
        let mut t = 0.0;
        for _ in 0..3 {
            g = g.scaled(y);
            t += g.val();
        }
        t
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod rng_passed {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[derive(Clone)]
    struct Lcg(u64);
    impl Lcg {
        fn new(s: u64) -> Self {
            Lcg(s)
        }
        fn next(&mut self) -> f64 {
            self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (self.0 >> 11) as f64 / (1u64 << 53) as f64
        }
    }
    #[differentiate]
    fn noisy(x: f64, #[constant] rng: &mut Lcg) -> f64 {
        let u = rng.next();
        let v = rng.next();
        x * u + (x * v).sin()
    }
    #[differentiate]
    fn twice(x: f64, #[constant] rng: &mut Lcg, n: usize) -> f64 {
        let mut s = 0.0;
        for _ in 0..n {
            s += noisy(x, rng) * noisy(x * x, rng);
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut rng = Lcg::new(3);
        let a = noisy(x, &mut rng);
        let b = twice(y, &mut rng, 3);
        a * b + y * noisy(a, &mut rng)
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod rng_handed {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[derive(Clone)]
    struct Lcg(u64);
    impl Lcg {
        fn new(s: u64) -> Self {
            Lcg(s)
        }
        fn next(&mut self) -> f64 {
            self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (self.0 >> 11) as f64 / (1u64 << 53) as f64
        }
    }
    #[differentiate]
    fn noisy(x: f64, #[constant] rng: &mut Lcg) -> f64 {
        let u = rng.next();
        let v = rng.next();
        x * u + (x * v).sin()
    }
    #[differentiate]
    fn twice(x: f64, #[constant] rng: &mut Lcg, n: usize) -> f64 {
        let w = rng.next();
        let mut s = 0.0;
        for _ in 0..n {
            s += noisy(x, rng) * noisy(x * x, rng) * rng.next();
        }
        s * w
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut rng = Lcg::new(3);
        let first = y;
        let a = noisy(x, &mut rng);
        let mut b = first;
        for i in 0..3 {
            b += twice(y, &mut rng, i);
            if b > 2.0 {
                b = noisy(b, &mut rng);
            }
        }
        a * b
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod state_active_still {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Default, Differentiable)]
    struct Acc {
        total: f64,
        n: usize,
    }
    #[differentiate]
    fn add(acc: &mut Acc, x: f64) {
        acc.total += x * x;
        acc.n += 1;
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = Acc::default();
        add(&mut a, x);
        add(&mut a, y * x);
        a.total.sin() / a.n as f64
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod state_active_method_end {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Default, Differentiable)]
    struct Acc {
        total: f64,
        n: usize,
    }
    #[differentiate]
    impl Acc {
        fn mean(&self) -> f64 {
            self.total / self.n as f64
        }
        fn add(&mut self, x: f64) {
            self.total += x * x;
            self.n += 1;
        }
    }
    #[differentiate]
    fn add(acc: &mut Acc, x: f64) {
        acc.add(x);
        acc.add(x * x);
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = Acc::default();
        add(&mut a, x);
        add(&mut a, y);
        a.mean()
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}
