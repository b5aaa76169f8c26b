//! Copies, captures, overlapping parts, empty loops and exits, where the order of what happens decides.

mod frozen_index_and_copies {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct P {
        x: f64,
        y: [f64; 2],
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y, x * y];
        let mut i = 0;
        let r = &mut a[i];
        i += 1;
        *r += y;
        let b = a;
        a[i] *= b[0];
        let mut p = P { x: a[1], y: [b[1], a[0]] };
        let q = p;
        p.y[0] *= q.x;
        p.x = p.y[0] - q.y[1];
        let mut o = Some(p.x);
        let o2 = o;
        if let Some(v) = &mut o {
            *v *= y;
        }
        a.swap(1, 1);
        a.swap(0, i + 1);
        o.unwrap() * o2.unwrap() + q.x * p.y[0] + a[0] * b[2] + i as f64 * a[2]
    }

    chainrule_tests::agrees!(f);
}

mod closure_captures_before_and_after {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut k = x;
        let by_move = move |t: f64| t * k;
        k = k * k + y;
        let by_ref = |t: f64| t * k + by_move(t);
        let a = by_ref(y);
        let by_move2 = move |t: f64| t + k;
        k += a;
        let x = k;
        by_move(x) + by_move2(a) * 0.1
    }

    chainrule_tests::agrees!(f);
}

mod overlapping_copy_within {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y, x * y, 1.0, 2.0];
        a.copy_within(0..3, 1);
        a[0] = a[1] * a[3];
        a.rotate_right(2);
        let mut b = a.to_vec();
        let n = b.len();
        b.rotate_left(n);
        b.copy_from_slice(&a);
        b[1..4].reverse();
        b.truncate(4);
        b.resize(6, x);
        b.drain(1..2);
        b.iter().zip(a.iter()).map(|(p, q)| p * q).sum::<f64>() + b[4] * y
    }

    chainrule_tests::agrees!(f);
}

mod zero_trips_and_empties {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let e: Vec<f64> = Vec::new();
        let mut s = x;
        for v in &e {
            s *= v;
        }
        for i in 5..2 {
            s *= i as f64 * y;
        }
        let mut st: Vec<f64> = vec![];
        while let Some(v) = st.pop() {
            s += v;
        }
        st.push(s * y);
        st.push(x);
        let mut t = 0.0;
        while let Some(v) = st.pop() {
            t += v * v;
            if v > 0.3 && st.len() < 2 {
                st.push(v * 0.5);
            }
            if t > 20.0 {
                break;
            }
        }
        s + t
            + e.iter().sum::<f64>()
            + e.iter().product::<f64>()
            + e.iter().copied().fold(y, f64::max)
            + e.first().copied().unwrap_or(x)
            + e.iter().map(|v| v * x).last().unwrap_or(y * y)
    }

    chainrule_tests::agrees!(f);
}

mod remainders_and_shapes {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a: Vec<f64> = (0..7).map(|i| x + y * i as f64).collect();
        let b: f64 = a.chunks_exact(3).map(|c| c[0] * c[2]).sum();
        let c: f64 = a.iter().step_by(10).zip(a.iter().rev()).map(|(p, q)| p * q).sum();
        let d: f64 = a.iter().rev().enumerate().skip(5).map(|(i, v)| v * i as f64).sum();
        let e: f64 = a.chunks(4).enumerate().map(|(i, c)| c.iter().sum::<f64>() * (i + 1) as f64).sum();
        let g: f64 = a.windows(9).map(|w| w[0]).sum();
        b + c + d + e + g
    }

    chainrule_tests::agrees!(f);
}

mod early_exits_with_writes {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y, x + y, x * y];
        let mut n = 0;
        'o: for k in 0..3 {
            for (i, v) in a.iter_mut().enumerate() {
                *v = *v * 0.9 + y * 0.05;
                n += 1;
                if *v > 1.5 && i > k {
                    continue 'o;
                }
                if n > 9 {
                    break 'o;
                }
            }
            a[k] *= x;
        }
        let r = a.iter().try_fold(0.0, |s: f64, v| if s > 100.0 { None } else { Some(s + v * v) });
        r.unwrap_or(x) * n as f64
    }

    chainrule_tests::agrees!(f);
}

mod nested_functions_and_consts_inside {
    use chainrule::{Differentiable, differentiate};

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        const K: usize = 3;
        #[differentiate]
        fn inner(a: &mut [f64; K], b: f64) -> f64 {
            let t = a[0];
            for i in 1..K {
                a[i - 1] = a[i] * b;
            }
            a[K - 1] = t;
            t + b
        }
        #[derive(Clone, Debug, Differentiable)]
        struct Local {
            a: [f64; K],
        }
        let mut l = Local { a: [x, y, 1.0] };
        let mut s = 0.0;
        for _ in 0..4 {
            s += inner(&mut l.a, y) * l.a[1];
        }
        s + l.a.iter().sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod same_array_twice_and_disjoint_parts {
    use chainrule::differentiate;

    #[differentiate]
    fn dot(a: &[f64], b: &[f64]) -> f64 {
        a.iter().zip(b).map(|(p, q)| p * q).sum()
    }
    #[differentiate]
    fn axpy(y: &mut [f64], a: f64, x: &[f64]) {
        for (p, q) in y.iter_mut().zip(x) {
            *p += a * q;
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x, y, x * y, 2.0];
        let s = dot(&v, &v) + dot(&v[..2], &v[2..]) + dot(&v[1..3], &v[1..3]);
        let (l, r) = v.split_at_mut(2);
        axpy(l, s, r);
        axpy(r, 0.1, l);
        let w = v.clone();
        axpy(&mut v[1..], x, &w);
        dot(&v, &w) * 1e-3
    }

    chainrule_tests::agrees!(f);
}

mod power_and_kinks {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = (x * x + 0.1).powf(y) + (y * y + 0.5).powi(-2) + x.abs().sqrt() * y.signum();
        let b =
            x.max(y).min(1.7) + x.clamp(-0.2, 1.0) * y.rem_euclid(0.75) + (x * 3.0).fract() + x.copysign(y) + (x % 0.4);
        let c = x.hypot(y).ln_1p()
            + y.atan2(x)
            + x.sin_cos().0 * y.sin_cos().1
            + y.exp_m1() * 0.1
            + x.to_radians()
            + (x * 0.1).asinh()
            + x.cbrt();
        a + b + c + x.mul_add(y, a) + f64::from(x > y) * x + (x.floor() + y.trunc()) * y + x.recip()
    }

    chainrule_tests::agrees!(f);
}

mod generic_over_float_trait {
    use chainrule::{Differentiable, differentiate};

    use chainrule::Real;
    #[derive(Clone, Debug, Differentiable)]
    struct Poly<T> {
        c: Vec<T>,
    }
    #[differentiate]
    impl<T: Real> Poly<T> {
        fn eval(&self, x: T) -> T {
            let mut s = T::zero();
            for c in self.c.iter().rev() {
                s = s * x + *c;
            }
            s
        }
        fn derive(&self) -> Poly<T> {
            Poly { c: self.c.iter().enumerate().skip(1).map(|(i, c)| *c * T::from(i).unwrap()).collect() }
        }
        fn newton(&self, mut x: T, n: usize) -> T {
            let d = self.derive();
            for _ in 0..n {
                let s = d.eval(x);
                if s.abs() < T::epsilon() {
                    break;
                }
                x = x - self.eval(x) / s;
            }
            x
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let p = Poly { c: vec![-x * x - 1.0, y * 0.1, 1.0 + x * x] };
        p.newton(1.5, 6) * p.derive().eval(y)
    }

    chainrule_tests::agrees!(f);
}

mod static_dispatch_with_associated_consts_and_types {
    use chainrule::{Differentiable, differentiate};

    #[differentiate]
    trait Dist {
        const SHIFT: f64;
        fn logp(&self, x: f64) -> f64;
        fn both(&self, a: f64, b: f64) -> f64 {
            self.logp(a) + self.logp(b) * Self::SHIFT
        }
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Normal {
        mu: f64,
        s: f64,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Lap {
        mu: f64,
    }
    #[differentiate]
    impl Dist for Normal {
        const SHIFT: f64 = 0.5;
        fn logp(&self, x: f64) -> f64 {
            -((x - self.mu) / self.s).powi(2) / 2.0 - self.s.ln()
        }
    }
    #[differentiate]
    impl Dist for Lap {
        const SHIFT: f64 = 2.0;
        fn logp(&self, x: f64) -> f64 {
            -(x - self.mu).abs()
        }
        fn both(&self, a: f64, b: f64) -> f64 {
            self.logp(a * b)
        }
    }
    #[differentiate]
    fn ll<D: Dist + Differentiable + Clone>(d: &D, xs: &[f64]) -> f64 {
        xs.windows(2).map(|w| d.both(w[0], w[1])).sum()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        ll(&Normal { mu: x, s: y * y + 0.5 }, &[x, 0.5, y]) + ll(&Lap { mu: y }, &[x, 2.0, x * y])
    }

    chainrule_tests::agrees!(f);
}

mod shadowed_loops_and_blocks {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let s = x;
        let s = {
            let s = s * y;
            let y = s + 1.0;
            {
                let s = y * s;
                s + y
            }
        } + s;
        let mut v = vec![s; 3];
        for (i, s) in v.iter_mut().enumerate() {
            let x = *s * i as f64;
            *s = x + {
                let mut x = x;
                for s in 0..2 {
                    x += s as f64 * y;
                }
                x
            };
        }
        let x = v
            .iter()
            .map(|x| {
                let y = x * x;
                y + x
            })
            .sum::<f64>();
        match x {
            x if x > 5.0 => {
                let y = x.ln();
                y * s
            }
            y => y + s,
        }
    }

    chainrule_tests::agrees!(f);
}
