//! Structs, enums, containers and references in odd combinations.

mod functional_update_nested {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, Default, Differentiable)]
    struct P {
        x: f64,
        y: f64,
    }
    #[derive(Clone, Debug, Default, Differentiable)]
    struct S {
        p: P,
        w: [f64; 3],
        k: f64,
        #[constant]
        n: usize,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let base = S { k: x * y, ..Default::default() };
        let mut s = S { p: P { x, ..base.p }, w: [y; 3], ..base.clone() };
        s.w[1] *= s.k;
        let S { p: P { x: a, .. }, w: [u, v, _], k, n } = S { n: 3, ..s };
        let t = S { w: [a, u, v], ..base };
        a * k + u.sin() * v + t.w.iter().sum::<f64>() * n as f64 + t.k
    }

    chainrule_tests::agrees!(f);
}

mod enum_payload_tuple_struct_option_nested {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    enum Cmd {
        Move(f64, f64),
        Scale { by: f64, about: Option<(f64, f64)> },
        Nop,
        Seq(Vec<Cmd>),
    }
    #[differentiate]
    fn run(c: &Cmd, p: (f64, f64)) -> (f64, f64) {
        match c {
            Cmd::Move(dx, dy) => (p.0 + dx, p.1 + dy),
            Cmd::Scale { by, about: None } => (p.0 * by, p.1 * by),
            Cmd::Scale { by, about: Some((cx, cy)) } => (cx + (p.0 - cx) * by, cy + (p.1 - cy) * by),
            Cmd::Nop => p,
            Cmd::Seq(cs) => {
                let mut q = p;
                for c in cs {
                    q = run(c, q);
                }
                q
            }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let c = Cmd::Seq(vec![
            Cmd::Move(x, 1.0),
            Cmd::Scale { by: y, about: Some((x * y, 0.5)) },
            Cmd::Nop,
            Cmd::Scale { by: x, about: None },
            Cmd::Seq(vec![Cmd::Move(y, y)]),
        ]);
        let (a, b) = run(&c, (y, x));
        a * b
    }

    chainrule_tests::agrees!(f);
}

mod result_with_question_mark_chain {
    use chainrule::differentiate;

    #[derive(Clone, Debug, PartialEq)]
    enum Bad {
        Neg(usize),
        Big,
    }
    #[differentiate]
    fn root(x: f64, i: usize) -> Result<f64, Bad> {
        if x < 0.0 {
            return Err(Bad::Neg(i));
        }
        if x > 1e6 {
            return Err(Bad::Big);
        }
        Ok(x.sqrt())
    }
    #[differentiate]
    fn all(v: &[f64]) -> Result<f64, Bad> {
        let mut s = 0.0;
        for (i, x) in v.iter().enumerate() {
            s += root(*x, i)? * x;
        }
        Ok(s)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = all(&[x * x, y, 2.0]).unwrap_or(-1.0);
        let b = match all(&[y, -1.0]) {
            Ok(v) => v,
            Err(Bad::Neg(i)) => i as f64 * x,
            Err(Bad::Big) => 0.0,
        };
        let c = all(&[x, y]).map(|v| v * 2.0).or_else(|_| root(y, 0)).unwrap();
        a + b * a + c
    }

    chainrule_tests::agrees!(f);
}

mod match_binding_at_and_ranges {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = [x, y, x * y, x + y];
        let mut s = 0.0;
        for (i, e) in v.iter().enumerate() {
            s += match (i, *e) {
                (0, z) if z > 1.0 => z * z,
                (k @ 1..=2, z @ _) => z * k as f64 * s,
                (_, z) if z < 0.0 => -z,
                (k, z) => z.powi(k as i32),
            };
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod slice_patterns {
    use chainrule::differentiate;

    #[differentiate]
    fn fold(v: &[f64]) -> f64 {
        match v {
            [] => 0.0,
            [a] => a * a,
            [a, b] => a * b,
            [first, .., last] if v.len() % 2 == 1 => first * last + fold(&v[1..v.len() - 1]),
            [a, rest @ ..] => a + fold(rest).sin(),
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        fold(&[x, y, x * y, 2.0, y, x]) + fold(&[x, y, x])
    }

    chainrule_tests::agrees!(f);
}

mod mem_replace_take_swap_structs {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Default, Differentiable)]
    struct Buf {
        a: Vec<f64>,
        t: f64,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut p = Buf { a: vec![x, y], t: x };
        let mut q = Buf::default();
        let mut s = 0.0;
        for i in 0..3 {
            std::mem::swap(&mut p, &mut q);
            let old = std::mem::replace(&mut q.t, y * i as f64);
            p.a.push(old * x);
            let taken = std::mem::take(&mut q.a);
            s += taken.iter().map(|v| v * v).sum::<f64>() + old;
            q.a = taken;
            q.a.push(s);
        }
        s + p.a.iter().sum::<f64>() * q.t
    }

    chainrule_tests::agrees!(f);
}

mod vecdeque_window {
    use chainrule::differentiate;

    use std::collections::VecDeque;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w: VecDeque<f64> = VecDeque::with_capacity(3);
        let mut s = 0.0;
        for i in 0..6 {
            if w.len() == 3 {
                let o = w.pop_front().unwrap();
                s -= o * o * 0.5;
            }
            w.push_back(x * i as f64 + s * y);
            s += w.iter().sum::<f64>() / w.len() as f64;
            if let Some(b) = w.back_mut() {
                *b *= 0.9;
            }
        }
        s + w[0] * w.front().copied().unwrap()
    }

    chainrule_tests::agrees!(f);
}

mod hashmap_accumulators {
    use chainrule::differentiate;

    use std::collections::{BTreeMap, HashMap};
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
        for i in 0..6u32 {
            m.entry(i % 3).or_insert_with(Vec::new).push(x * i as f64 + y);
        }
        let mut tot: HashMap<String, f64> = HashMap::new();
        for (k, v) in &m {
            *tot.entry(format!("k{}", k % 2)).or_insert(0.0) += v.iter().product::<f64>();
        }
        tot["k0"] * x + tot.get("k1").copied().unwrap_or(0.0)
    }

    chainrule_tests::agrees!(f);
}

mod hashmap_or_default {
    use chainrule::differentiate;

    use std::collections::HashMap;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut tot: HashMap<&str, f64> = HashMap::new();
        for (k, v) in [("a", x), ("b", y), ("a", x * y)] {
            *tot.entry(k).or_default() += v * v;
        }
        let mut s = 0.0;
        for k in ["a", "b", "c"] {
            if let Some(v) = tot.get(k) {
                s = s * 2.0 + v;
            }
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod split_at_mut_and_chunks_mut {
    use chainrule::differentiate;

    #[differentiate]
    fn kick(v: &mut [f64], a: &[f64], h: f64) {
        for (p, q) in v.iter_mut().zip(a) {
            *p += q * h;
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = [x, y, 1.0, x * y, 0.5, 2.0];
        let (q, p) = s.split_at_mut(3);
        for _ in 0..2 {
            kick(q, p, y);
            for (i, c) in p.chunks_mut(2).enumerate() {
                c[0] -= q[i] * x;
            }
        }
        for c in s.chunks_exact_mut(2) {
            let t = c[0];
            c[0] = c[1] * t;
            c[1] = t;
        }
        s.iter().enumerate().map(|(i, v)| v * (i as f64 + 1.0)).sum()
    }

    chainrule_tests::agrees!(f);
}

mod rc_shared {
    use chainrule::{Differentiable, differentiate};

    use std::rc::Rc;
    #[derive(Clone, Debug, Differentiable)]
    struct Mat {
        rho: f64,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Body {
        m: Rc<Mat>,
        v: f64,
    }
    #[differentiate]
    fn mass(b: &Body) -> f64 {
        b.m.rho * b.v
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = Rc::new(Mat { rho: x });
        let bs = vec![Body { m: Rc::clone(&m), v: y }, Body { m: m.clone(), v: x * y }];
        bs.iter().map(mass).sum::<f64>() * m.rho
    }

    chainrule_tests::agrees!(f);
}

mod struct_of_references {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Differentiable)]
    struct View<'a> {
        d: &'a [f64],
        #[constant]
        w: usize,
    }
    #[differentiate]
    impl<'a> View<'a> {
        fn at(&self, i: usize, j: usize) -> f64 {
            self.d[i * self.w + j]
        }
        fn row_sum(&self, i: usize) -> f64 {
            (0..self.w).map(|j| self.at(i, j)).sum()
        }
    }
    #[differentiate]
    fn norm(v: &View<'_>) -> f64 {
        let mut s = 0.0;
        for i in 0..v.d.len() / v.w {
            s += v.row_sum(i) * v.at(i, 0);
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let d = [x, y, x * y, 2.0, x, y];
        let v = View { d: &d, w: 2 };
        norm(&v) + norm(&View { d: &d[2..], w: 2 })
    }

    chainrule_tests::agrees!(f);
}

mod f32_mixed {
    use chainrule::differentiate;

    #[differentiate]
    fn g(x: f32, k: f64) -> f32 {
        (x * x + k as f32).sqrt()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = x * y;
        let b: f64 = f64::from(1.5f32) * a;
        b.sin() + (y as i32) as f64 * x
    }

    chainrule_tests::agrees!(f);
}
