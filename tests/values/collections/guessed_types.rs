//! Guesses about types that must not change any derivative; named ranges and lent iterators in loops that change what they refer to.

mod own_guess_floats {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    struct Phys;
    impl Phys {
        const G: f64 = 9.81;
        const K: usize = 3;
    }
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct P {
        a: f64,
        b: f64,
    }
    #[differentiate]
    impl P {
        fn new(a: f64, b: f64) -> P {
            P { a, b }
        }
        fn rate(x: f64) -> f64 {
            x * x + 1.0
        }
        fn ratio(&self) -> f64 {
            self.a / self.b
        }
        fn energy2(&self) -> f64 {
            self.a * self.a + self.b
        }
        fn kernel(x: f64, y: f64) -> f64 {
            Self::rate(x).sqrt() * (x - y).abs().exp()
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let p = P::new(x, y);
        let r = p.ratio();
        let e = p.energy2().sqrt() + r.powi(2) + P::rate(x).ln() + (Phys::G * x * x).sqrt() + Phys::G.sqrt() * y;
        let mut m = P::rate(y);
        for i in 0..Phys::K {
            m = m.sqrt() + r.max(0.1) * i as f64;
        }
        let q = P::kernel(x, y).tanh();
        e + m.min(50.0) + q + p.ratio().abs().sqrt() * r.hypot(x) + P::new(y, x).energy2().powf(0.3)
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod own_guess_steps {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct P {
        a: f64,
    }
    #[differentiate]
    impl P {
        fn new(a: f64) -> P {
            P { a }
        }
        fn get2(&self) -> f64 {
            self.a * 2.0
        }
        fn floor(&self) -> P {
            P { a: self.a * self.a }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let p = P::new(x * 3.0);
        let k = p.get2().floor();
        let w = p.get2() - p.get2().trunc();
        let fl = p.floor();
        let s = p.get2().signum();
        k * y + w * x + fl.a + s * y
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod ranges_shadowed {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = vec![x, y, x * y, x + y, y * y];
        let n = 1;
        let r = n..n + 2;
        let n = 4;
        let mut s: f64 = v[r.clone()].iter().sum();
        for i in r.clone().rev() {
            s = s * v[i].cos() + n as f64 * x;
        }
        let lens: Vec<usize> = r.clone().map(|i| i * 2).collect();
        let r2 = r.start + 1..r.end + 1;
        for (i, j) in r.zip(r2) {
            s += v[i] * v[j];
        }
        if (1..3).contains(&lens.len()) {
            s *= y;
        }
        let inner = |k: usize| {
            let q = k..k + 2;
            v[q].iter().product::<f64>()
        };
        s + inner(1) * inner(2)
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod range_loop_changes {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x, y, x * y, x + y];
        let mut lo = 0;
        let mut s = 0.0;
        while lo < 3 {
            let r = lo..lo + 2;
            lo += 1;
            for a in &mut v[r.clone()] {
                *a = a.sin() + x;
            }
            let w = &v[r];
            s += w[0] * w[1];
        }
        s
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod byref_nested {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v: Vec<f64> = (0..9).map(|i| x * i as f64 + y).collect();
        let mut it = v.iter().copied();
        let mut s = 1.0;
        let mut k = 1;
        while let Some(a) = it.next() {
            let row: Vec<f64> = it.by_ref().take(k).collect();
            s = s * 0.5 + a * row.iter().sum::<f64>();
            k += 1;
            if row.len() < k - 1 {
                break;
            }
            for b in it.by_ref() {
                s += b * 0.1;
                if b > y {
                    break;
                }
            }
        }
        s
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod flatten_break {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let rows = vec![vec![Some(x), None, Some(y)], vec![None], vec![Some(x * y), Some(x - y)]];
        let mut s = 1.0;
        'o: for r in &rows {
            for a in r.iter().flatten() {
                s = s * a + x;
                if s > 50.0 {
                    break 'o;
                }
                if s < -50.0 {
                    continue 'o;
                }
            }
        }
        let t: f64 = rows.iter().flat_map(|r| r.iter().copied().flatten()).map(|a| a * a).sum();
        let res: Vec<Result<f64, String>> = vec![Ok(x), Err("e".to_string()), Ok(y)];
        let u: f64 = res.iter().flatten().sum();
        s + t * u
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}
