//! Lent elements and what moves out, where contents change in loops.

mod payload_method_names {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct I {
        lo: f64,
        hi: f64,
    }
    #[differentiate]
    impl I {
        fn abs(self) -> I {
            if self.lo > 0.0 { self } else { I { lo: 0.0, hi: self.hi.max(-self.lo) } }
        }
        fn max(self, o: I) -> I {
            I { lo: self.lo.max(o.lo), hi: self.hi.max(o.hi) }
        }
        fn sqrt(self) -> I {
            I { lo: self.lo.abs().sqrt(), hi: self.hi.abs().sqrt() }
        }
    }
    #[derive(Clone, Copy, Debug, Differentiable)]
    enum V {
        F(f64),
        R(I),
        N { f: f64, r: I },
    }
    #[differentiate]
    fn mag(v: &V) -> f64 {
        match v {
            V::F(a) => a.abs() + a.max(0.3).powi(2) + a.mul_add(2.0, 1.0).sin().abs(),
            V::R(i) => {
                let j: I = i.abs();
                j.max(I { lo: 0.1, hi: 0.2 }).sqrt().hi
            }
            V::N { f, r } => f.sin().abs() * (r.abs()).lo + f.hypot(2.0),
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        mag(&V::F(x)) + mag(&V::R(I { lo: x, hi: y })) * y + mag(&V::N { f: y, r: I { lo: x * y, hi: y } })
    }

    chainrule_tests::agrees!(f);
}

mod first_write_through_nested_lent {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = vec![vec![1.0; 2]; 3];
        m.last_mut().unwrap()[0] += x;
        if let Some(r) = m.first_mut() {
            r[1] *= y;
            if let Some(z) = r.last_mut() {
                *z += x * y;
            }
        }
        for r in m.iter_mut().skip(1) {
            if let Some(v) = r.get_mut(0) {
                *v *= x;
            }
        }
        let mut o: Option<Vec<f64>> = Some(vec![0.5]);
        o.as_mut().unwrap().push(y);
        if let Some(v) = o.as_mut() {
            v[0] += x;
        }
        let mut k = 0;
        let mut ints = vec![1, 2, 3];
        *ints.last_mut().unwrap() += 4;
        if let Some(i) = ints.get_mut(0) {
            *i += 1;
            k = *i;
        }
        m.concat().iter().product::<f64>() + o.unwrap().iter().sum::<f64>() * ints[2] as f64 + k as f64 * x
    }

    chainrule_tests::agrees!(f);
}

mod lent_in_loop_overwritten {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut h = vec![1.0];
        let mut s = x;
        for i in 0..5 {
            let t = {
                let last = h.last_mut().unwrap();
                *last *= s;
                *last
            };
            h.push(t + y);
            if i % 2 == 1 {
                *h.first_mut().unwrap() = s * 0.5;
                h.swap(0, i);
            }
            s = h.iter().sum::<f64>() * 0.3;
            if let Some(v) = h.get_mut(i) {
                if *v > 2.0 {
                    *v = v.sqrt();
                } else {
                    *v += 0.1 * s;
                }
            }
        }
        s * h[0] + h[2]
    }

    chainrule_tests::agrees!(f);
}

mod take_and_replace_of_fields_in_loops {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Default, Differentiable)]
    struct Q {
        cur: Option<f64>,
        buf: Vec<f64>,
        best: Option<Box<f64>>,
    }
    #[differentiate]
    impl Q {
        fn feed(&mut self, v: f64) -> f64 {
            let old = self.cur.take().unwrap_or(0.5);
            self.cur = Some(old * 0.5 + v);
            if self.buf.len() > 2 {
                let b = std::mem::take(&mut self.buf);
                self.buf.push(b.iter().sum::<f64>());
            }
            self.buf.push(v * old);
            if let Some(p) = self.best.take() {
                if *p < v {
                    self.best = Some(Box::new(v * *p));
                } else {
                    self.best = Some(p);
                }
            } else {
                self.best = Some(Box::new(v));
            }
            old * v
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut q = Q::default();
        let mut s = 0.0;
        for i in 0..6 {
            s += q.feed(x * i as f64 - y);
        }
        s + q.cur.unwrap_or(1.0) * q.buf.iter().product::<f64>() + *q.best.unwrap()
    }

    chainrule_tests::agrees!(f);
}

mod logic_with_changes {
    use chainrule::differentiate;

    #[differentiate]
    fn adv(s: &mut f64, k: f64) -> bool {
        *s = *s * 0.9 + k;
        *s > 1.0
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = x;
        let mut t = y;
        let mut r = 0.0;
        for i in 0..4 {
            if adv(&mut s, t * 0.1) | adv(&mut t, 0.2) {
                r += s * t;
            }
            if adv(&mut s, 0.3) & (i > 1) {
                r -= s;
            }
            assert!(adv(&mut t, 10.0), "t is {t} at {i}");
            t *= 0.1;
            if adv(&mut s, 0.1) && adv(&mut t, s) || t < 0.0 {
                r += t * x;
            }
        }
        r
    }

    chainrule_tests::agrees!(f);
}

mod or_patterns_with_payload_mix {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    enum Op {
        Add(f64),
        Sub(f64),
        Mul { k: f64 },
        Div { k: f64 },
        Clamp(f64, f64),
        Id,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = x;
        for op in [Op::Add(y), Op::Mul { k: x }, Op::Clamp(-1.0, 5.0), Op::Sub(x * y), Op::Div { k: y + 3.0 }, Op::Id] {
            v = match op {
                Op::Add(d) | Op::Sub(d) if d.abs() > 10.0 => v + 0.0 * d,
                Op::Add(d) => v + d,
                Op::Sub(d) => v - d,
                Op::Mul { k } => v * k,
                Op::Div { k } => v / k,
                Op::Clamp(a, b) => v.clamp(a, b),
                Op::Id => v,
            };
            if let Op::Add(k) | Op::Mul { k } = &op {
                v += 0.01 * k * k;
            }
        }
        v
    }

    chainrule_tests::agrees!(f);
}

mod fold_over_structs_and_tuples {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = vec![(x, 1), (y, 2), (x * y, 3)];
        let (s, n) = v.iter().fold((0.0, 0), |(s, n), (a, k)| (s * 0.5 + a * *k as f64, n + k));
        let best = v.iter().max_by(|a, b| a.0.partial_cmp(&b.0).unwrap()).unwrap();
        let w: Vec<(usize, f64)> =
            v.iter().enumerate().filter(|(_, (a, _))| *a > 0.0).map(|(i, (a, k))| (i, a.powi(*k))).collect();
        let (a, b): (Vec<usize>, Vec<f64>) = w.into_iter().unzip();
        let t: f64 = a.iter().zip(b.iter()).map(|(i, z)| *i as f64 * z).sum();
        s * n as f64 + best.0 * best.1 as f64 + t
    }

    chainrule_tests::agrees!(f);
}

mod state_machine_enum_local {
    use chainrule::differentiate;

    #[derive(Clone, Copy, PartialEq)]
    enum M {
        Idle,
        Run(u32),
        Done,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = M::Idle;
        let mut s = x;
        let mut n = 0;
        while m != M::Done {
            n += 1;
            m = match m {
                M::Idle if s > 0.5 => M::Run(0),
                M::Idle => {
                    s += y.abs() + 0.1;
                    M::Idle
                }
                M::Run(k) if k > 2 || s > 50.0 => M::Done,
                M::Run(k) => {
                    s *= 1.0 + 0.1 * k as f64 * y;
                    M::Run(k + 1)
                }
                M::Done => unreachable!(),
            };
            if n > 20 {
                break;
            }
        }
        s * n as f64
    }

    chainrule_tests::agrees!(f);
}
