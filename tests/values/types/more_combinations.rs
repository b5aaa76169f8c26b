//! More constructs in odd combinations: logic on results, assertions that change, expressions with environments.

mod change_in_assert {
    use chainrule::differentiate;

    #[differentiate]
    fn next(s: &mut f64) -> bool {
        *s *= 1.1;
        *s > 0.0
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = x * x + 1.0;
        assert!(next(&mut s));
        debug_assert!(s > 0.0, "s was {}", s);
        s * y
    }

    chainrule_tests::agrees!(f);
}

mod or_of_calls {
    use chainrule::{Differentiable, differentiate};

    #[differentiate]
    fn big(s: f64) -> bool {
        s > 1.0
    }
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct P {
        x: f64,
    }
    #[differentiate]
    impl P {
        fn pos(&self) -> bool {
            self.x > 0.0
        }
        fn neg(&self) -> bool {
            !self.pos()
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let p = P { x };
        let q = P { x: y };
        let mut s = x * y;
        if p.pos() | q.neg() {
            s += x;
        }
        if p.pos() & q.pos() {
            s *= y;
        }
        if p.pos() ^ q.pos() {
            s -= y * y;
        }
        if big(x) | big(y) && !(p.neg() || q.neg()) {
            s += 3.0 * x;
        }
        let k = p.pos() as usize + (big(y) as usize) * 2;
        s * k as f64
    }

    chainrule_tests::agrees!(f);
}

mod guard {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let c = x;
        match 3 {
            n if n > 2 && c > 0.0 => c * y,
            _ => c,
        }
    }

    chainrule_tests::agrees!(f);
}

mod closure_any_position {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = [x, y, x * y];
        let mut seen = 0;
        let any = v.iter().any(|a| *a > 1.0);
        for a in &v {
            if *a > 1.0 {
                seen += 1;
            }
        }
        let p = v.iter().position(|a| *a < 0.5);
        let all = v.iter().all(|a| a.is_finite());
        x * seen as f64 + if any { y } else { 0.0 } + p.map_or(0.0, |i| v[i]) + if all { x } else { y }
    }

    chainrule_tests::agrees!(f);
}

mod struct_update_in_loop_swap_buffers {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Default, Differentiable)]
    struct State {
        q: Vec<f64>,
        p: Vec<f64>,
        #[constant]
        t: usize,
    }
    #[differentiate]
    fn step(s: &State, out: &mut State, h: f64) {
        out.q.clear();
        out.q.extend(s.q.iter().zip(&s.p).map(|(q, p)| q + h * p));
        out.p.resize(s.p.len(), 0.0);
        for (i, p) in out.p.iter_mut().enumerate() {
            *p = s.p[i] - h * out.q[i].sin();
        }
        out.t = s.t + 1;
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = State { q: vec![x, y], p: vec![0.1, x * y], t: 0 };
        let mut b = State::default();
        while a.t < 5 {
            step(&a, &mut b, 0.1 * y);
            std::mem::swap(&mut a, &mut b);
        }
        a.q.iter().chain(&a.p).map(|v| v * v).sum::<f64>() * a.t as f64
    }

    chainrule_tests::agrees!(f);
}

mod overwritten_operands_and_aliasing {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y, x * y];
        let i = 1;
        a[i] = a[i] * a[i - 1];
        a[0] = a[i] * a[0] + a[2];
        let t = a[0];
        a[0] *= a[0];
        a[2] -= a[0] * t;
        let b = a;
        a[1] /= b[0] + 3.0;
        a[0] = {
            let q = a[1];
            a[1] = b[2];
            q * a[1]
        };
        a.iter().zip(b).map(|(p, q)| p * q).sum()
    }

    chainrule_tests::agrees!(f);
}

mod while_with_complex_condition {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (mut lo, mut hi) = (0.0, 10.0);
        let mut n = 0;
        while {
            n += 1;
            hi - lo > 1e-6 && n < 20
        } {
            let mid = 0.5 * (lo + hi);
            if mid * mid * mid > x * x + y { hi = mid } else { lo = mid }
        }
        let mut z = 0.5 * (lo + hi);
        for _ in 0..4 {
            z -= (z * z * z - x * x - y) / (3.0 * z * z);
        }
        z
    }

    chainrule_tests::agrees!(f);
}

mod tuple_returns_destructured_into_fields {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Default, Differentiable)]
    struct Acc {
        m: f64,
        s: f64,
        #[constant]
        n: u32,
    }
    #[differentiate]
    fn welford(a: &Acc, v: f64) -> (f64, f64) {
        let n = (a.n + 1) as f64;
        let d = v - a.m;
        let m = a.m + d / n;
        (m, a.s + d * (v - m))
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = Acc::default();
        for v in [x, y, x * y, 1.0] {
            (a.m, a.s) = welford(&a, v);
            a.n += 1;
        }
        let Acc { m, s, .. } = a;
        m / (s / 3.0).sqrt()
    }

    chainrule_tests::agrees!(f);
}

mod generic_struct_with_trait_bound_methods {
    use chainrule::{Differentiable, differentiate};

    use std::ops::{Add, Mul};
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Dual<T> {
        v: T,
        d: T,
    }
    #[differentiate]
    impl<T: Copy + Add<Output = T> + Mul<Output = T>> Dual<T> {
        fn mul(self, o: Self) -> Self {
            Dual { v: self.v * o.v, d: self.v * o.d + self.d * o.v }
        }
        fn add(self, o: Self) -> Self {
            Dual { v: self.v + o.v, d: self.d + o.d }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = Dual { v: x, d: 1.0 };
        let b = Dual { v: y, d: 0.0 };
        let c = a.mul(b).add(a.mul(a));
        c.d * c.v
    }

    chainrule_tests::agrees!(f);
}

mod impl_trait_arguments_and_slices_of_arrays {
    use chainrule::differentiate;

    #[differentiate]
    fn rows(m: &[[f64; 2]], k: usize) -> f64 {
        m.iter().map(|r| r[k]).sum::<f64>() + m[..2].iter().flatten().product::<f64>()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        rows(&[[x, y], [y, x * y], [1.0, 2.0]], 1) * x
    }

    chainrule_tests::agrees!(f);
}

mod early_return_from_closure_and_labeled {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let g = |a: f64, b: f64| {
            if a > b {
                return a * a;
            }
            let mut s = 0.0;
            for i in 0..3 {
                if i as f64 > a {
                    break;
                }
                s += a * b;
            }
            s
        };
        let r = 'o: {
            if x > 2.0 {
                break 'o g(y, x);
            }
            let t = g(x, y);
            if t > 1.0 {
                break 'o t.sqrt();
            }
            t * 3.0
        };
        r + g(r, 1.0)
    }

    chainrule_tests::agrees!(f);
}

mod in_place_permute_nested {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = vec![vec![x, 1.0], vec![y, 2.0], vec![x * y, 3.0]];
        m.sort_by(|a, b| a[0].total_cmp(&b[0]));
        m[0].swap(0, 1);
        m.reverse();
        let r = m.swap_remove(0);
        m.push(r.iter().map(|v| v * 2.0).collect());
        let flat = m.concat();
        let mut it = flat.chunks(2).map(|c| c[0] * c[1]);
        let first = it.next().unwrap_or(0.0);
        first * x + it.sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod box_recursion_expr_with_env {
    use chainrule::{Differentiable, differentiate};

    use std::collections::HashMap;
    #[derive(Clone, Debug, Differentiable)]
    enum E {
        Num(f64),
        Var(#[constant] String),
        Bin(#[constant] char, Box<E>, Box<E>),
        Let(#[constant] String, Box<E>, Box<E>),
    }
    #[differentiate]
    fn eval(e: &E, env: &HashMap<String, f64>) -> Result<f64, String> {
        Ok(match e {
            E::Num(v) => *v,
            E::Var(n) => *env.get(n).ok_or_else(|| format!("no {n}"))?,
            E::Bin(op, a, b) => {
                let (a, b) = (eval(a, env)?, eval(b, env)?);
                match op {
                    '+' => a + b,
                    '*' => a * b,
                    '/' if b == 0.0 => return Err("zero".into()),
                    '/' => a / b,
                    _ => return Err(format!("op {op}")),
                }
            }
            E::Let(n, v, b) => {
                let v = eval(v, env)?;
                let mut inner = env.clone();
                inner.insert(n.clone(), v);
                eval(b, &inner)?
            }
        })
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut env: HashMap<String, f64> = HashMap::new();
        env.insert("x".to_string(), x);
        env.insert("y".to_string(), y);
        let v = |n: &str| Box::new(E::Var(n.to_string()));
        let e = E::Let(
            "z".into(),
            Box::new(E::Bin('*', v("x"), Box::new(E::Num(y)))),
            Box::new(E::Bin('+', v("z"), Box::new(E::Bin('/', v("y"), v("z"))))),
        );
        eval(&e, &env).unwrap_or(0.0) + eval(&E::Var("q".into()), &env).unwrap_or(x)
    }

    chainrule_tests::agrees!(f);
}

mod associated_consts_and_statics {
    use chainrule::differentiate;

    static TABLE: [f64; 3] = [0.5, 0.25, 0.125];
    const N: usize = 3;
    struct Cfg;
    impl Cfg {
        const K: f64 = 2.0;
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        for i in 0..N {
            s += TABLE[i] * x.powi(i as i32) * Cfg::K;
        }
        s * y + TABLE.iter().map(|t| t * y).sum::<f64>() + f64::EPSILON
    }

    chainrule_tests::agrees!(f);
}

mod products_with_zeros {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let z = x - x;
        let v = [x, z, y];
        let w = [x, y, 2.0];
        v.iter().product::<f64>() + w.iter().product::<f64>() + v.iter().map(|a| a + 1.0).product::<f64>()
    }

    chainrule_tests::agrees!(f);
}
