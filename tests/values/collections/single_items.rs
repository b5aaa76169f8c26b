//! Single items of iterators, arrays that are fields, constants run backwards, and options that calls give.

/// Where the programs are tried.
const POINTS: [(f64, f64); 4] = [(0.7, 1.3), (1.9, 0.4), (2.3, 2.9), (-0.6, 0.8)];

mod next_unwrap_then_for {
    use chainrule::differentiate;
    use chainrule_tests::check;
    #[differentiate]
    fn g(xs: &[f64]) -> f64 {
        let mut it = xs.iter();
        let first = it.next().unwrap();
        let mut s = first * first;
        for x in it {
            s = s * x + first;
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[x, y, x * y]) + g(&[y])
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod next_deref {
    use chainrule::differentiate;
    use chainrule_tests::check;
    #[differentiate]
    fn g(xs: &[f64]) -> f64 {
        let mut it = xs.iter();
        let mut m = *it.next().unwrap();
        for &x in it {
            if x > m {
                m = x;
            }
        }
        m * m
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[x, y, x * y]) + g(&[y])
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod while_let_next {
    use chainrule::differentiate;
    use chainrule_tests::check;
    #[differentiate]
    fn g(xs: &[f64]) -> f64 {
        let mut it = xs.iter();
        let mut s = 1.0;
        while let Some(a) = it.next() {
            s *= a.sin() + 1.5;
            if let Some(b) = it.next() {
                s += b * a;
            }
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[x, y, x * y]) + g(&[y]) + g(&[])
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod next_map_chain {
    use chainrule::differentiate;
    use chainrule_tests::check;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let xs = [x, y, x * y, 2.0 * x];
        let mut it = xs.iter().map(|a| a * a);
        let p = it.next().unwrap();
        let q = it.next().unwrap_or(0.0);
        p * q + it.sum::<f64>()
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod next_once {
    use chainrule::differentiate;
    use chainrule_tests::check;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let xs = [x, y, x * y, 2.0 * x];
        let a = xs.iter().next().unwrap();
        let b = xs.iter().nth(2).unwrap();
        let c = xs.iter().rev().next().copied().unwrap_or(0.0);
        a * b + c * c
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod nth {
    use chainrule::differentiate;
    use chainrule_tests::check;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let xs = vec![x, y, x * y, 2.0 * x, y * y];
        let mut it = xs.iter();
        let a = it.nth(1).unwrap();
        let b = it.nth(1).unwrap();
        a * b + it.next().unwrap()
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod next_match {
    use chainrule::differentiate;
    use chainrule_tests::check;
    #[differentiate]
    fn g(xs: &[f64]) -> f64 {
        let mut it = xs.iter().copied();
        match it.next() {
            Some(a) => it.fold(a, |p, q| p * q + p),
            None => 0.0,
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[x, y, x * y]) + g(&[y]) + g(&[])
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod next_let_else {
    use chainrule::differentiate;
    use chainrule_tests::check;
    #[differentiate]
    fn g(xs: &[f64]) -> f64 {
        let mut it = xs.iter();
        let Some(first) = it.next() else { return 0.0 };
        it.fold(*first, |m, v| m.max(*v))
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[x, y, x * y]) + g(&[y]) + g(&[])
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod range_let {
    use chainrule::differentiate;
    use chainrule_tests::check;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let n = 4;
        let r = 0..n;
        let mut s = 0.0;
        for i in r.clone() {
            s += x * i as f64;
        }
        for i in r {
            s *= y + i as f64;
        }
        s
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod range_len {
    use chainrule::differentiate;
    use chainrule_tests::check;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let r = 1..=3;
        let v = [x, y, x * y, x];
        let mut s: f64 = 0.0;
        for i in r.clone().rev() {
            s += v[i] * s.sin() + v[i];
        }
        s + v[1..3].iter().sum::<f64>() * (*r.end() as f64)
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod array_map_field {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;
    #[derive(Clone, Copy, Differentiable)]
    struct P {
        a: [f64; 3],
        b: f64,
    }
    #[differentiate]
    fn g(p: &P) -> f64 {
        let q = p.a.map(|v| v * p.b);
        q[0] * q[1] + q[2]
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&P { a: [x, y, x * y], b: y })
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod array_map_local {
    use chainrule::differentiate;
    use chainrule_tests::check;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = [x, y, x * y];
        let q = a.map(|v| v.sin());
        let r = q.map(|v| v * q[0]);
        r[0] * r[1] + r[2] + a[0]
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod const_rev {
    use chainrule::differentiate;
    use chainrule_tests::check;
    const B: [f64; 4] = [1.0, -0.5, 0.25, 3.0];
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        for b in B.iter().rev() {
            s = s * x + b;
        }
        let t = B.iter().rev().fold(0.0, |acc, b| acc * y + b);
        s * t
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod const_rev2 {
    use chainrule::differentiate;
    use chainrule_tests::check;
    const B: [f64; 4] = [1.0, -0.5, 0.25, 3.0];
    #[differentiate]
    fn horner(c: &[f64], x: f64) -> f64 {
        c.iter().rev().fold(0.0, |acc, b| acc * x + b)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        horner(&B, x) * horner(&[1.0, y], x) + B.iter().zip([x, y].iter()).map(|(a, b)| a * b).sum::<f64>()
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod is_some_call {
    use chainrule::differentiate;
    use chainrule_tests::check;
    #[differentiate]
    fn sq(x: f64) -> Option<f64> {
        if x > 0.0 { Some(x.sqrt()) } else { None }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = x * y;
        if sq(x).is_some() {
            s += x;
        }
        if sq(x).is_none() {
            s *= y;
        }
        let r = sq(y);
        if r.is_some() {
            s += r.unwrap();
        }
        s
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod unwrap_or_result {
    use chainrule::differentiate;
    use chainrule_tests::check;
    #[differentiate]
    fn sq(x: f64) -> Result<f64, String> {
        if x > 0.0 { Ok(x.sqrt()) } else { Err("neg".to_string()) }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        sq(x).unwrap_or(y) * sq(y).unwrap_or_else(|_| x * x)
            + sq(x).unwrap_or_default()
            + sq(x * x).unwrap()
            + if sq(x).is_ok() { x } else { y }
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod min_by_fields {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;
    #[derive(Clone, Differentiable)]
    struct P {
        w: Vec<f64>,
        b: f64,
    }
    #[differentiate]
    fn g(p: &P) -> f64 {
        let m = p.w.iter().copied().max_by(|a, b| a.partial_cmp(b).unwrap()).unwrap();
        let n = p.w.iter().min_by(|a, b| a.total_cmp(b)).unwrap();
        let q = p.w.iter().cloned().fold(f64::NEG_INFINITY, f64::max);
        m * n * p.b + q
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&P { w: vec![x, y, x * y], b: y })
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod min_by_key_structs {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;
    #[derive(Clone, Differentiable)]
    struct P {
        a: f64,
        b: f64,
    }
    #[differentiate]
    fn g(p: &[P]) -> f64 {
        let m = p.iter().max_by(|u, v| u.a.total_cmp(&v.a)).unwrap();
        let n = p.iter().map(|q| q.b).min_by(|u, v| u.partial_cmp(v).unwrap()).unwrap();
        m.a * m.b * n
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[P { a: x, b: y }, P { a: y, b: x * y }])
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod struct_field_chain {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;
    #[derive(Clone, Differentiable)]
    struct L {
        w: Vec<Vec<f64>>,
        b: Vec<f64>,
    }
    #[differentiate]
    fn g(l: &L, x: &[f64]) -> Vec<f64> {
        l.w.iter().zip(&l.b).map(|(row, b)| row.iter().zip(x).map(|(w, v)| w * v).sum::<f64>() + b).collect()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let l = L { w: vec![vec![x, y], vec![1.0, x * y]], b: vec![x, 0.5] };
        let h = g(&l, &[y, x]);
        let h = g(&l, &h);
        h[0] * h[1]
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod next_pairs {
    use chainrule::differentiate;
    use chainrule_tests::check;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let xs = [x, y, x * y];
        let ys = [y, x * x, 2.0];
        let mut it = xs.iter().zip(ys.iter()).enumerate();
        let mut s = 0.0;
        while let Some((i, (a, b))) = it.next() {
            s += a * b * (i + 1) as f64;
            if i == 0 {
                if let Some((_, (c, _))) = it.next() {
                    s *= c;
                }
            }
        }
        s
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod next_mutable {
    use chainrule::differentiate;
    use chainrule_tests::check;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut xs = [x, y, x * y, y];
        {
            let mut it = xs.iter_mut();
            let a = it.next().unwrap();
            *a *= y;
            let b = it.next().unwrap();
            *b += *a;
            for c in it {
                *c *= *c;
            }
        }
        xs[0] * xs[1] + xs[2] * xs[3]
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod next_in_loops {
    use chainrule::differentiate;
    use chainrule_tests::check;
    #[differentiate]
    fn g(xs: &[f64], n: usize) -> f64 {
        let mut s: f64 = 0.0;
        for k in 0..n {
            let mut it = xs.iter().rev();
            for _ in 0..k {
                let a = it.next().copied().unwrap_or(1.0);
                s += 0.1 * a * s.cos();
            }
            let rest: f64 = it.map(|v| v * v).sum();
            s += rest * k as f64;
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[x, y, x * y], 5) + g(&[], 2) + g(&[x], 0)
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod next_else_return {
    use chainrule::differentiate;
    use chainrule_tests::check;
    #[differentiate]
    fn g(xs: &[f64], ys: &[f64]) -> f64 {
        let mut a = xs.iter().copied();
        let mut b = ys.iter();
        let mut s = 0.0;
        loop {
            let (p, q) = match (a.next(), b.next()) {
                (Some(p), Some(q)) => (p, q),
                (Some(p), None) => {
                    s += p;
                    continue;
                }
                _ => break,
            };
            s += p * q;
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[x, y, x * y], &[y, x])
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod next_merge {
    use chainrule::differentiate;
    use chainrule_tests::check;
    #[differentiate]
    fn g(xs: &[f64]) -> f64 {
        let mut it = xs.chunks(2);
        let mut s = 0.0;
        while let Some(c) = it.next() {
            s += c[0] * c[c.len() - 1];
        }
        let w = xs.windows(2).next().unwrap();
        s + w[0] * w[1]
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[x, y, x * y])
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}

mod next_question {
    use chainrule::differentiate;
    use chainrule_tests::check;
    #[differentiate]
    fn g(xs: &[f64]) -> Option<f64> {
        let mut it = xs.iter();
        let a = it.next()?;
        let b = it.next()?;
        Some(a * b + it.sum::<f64>())
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = match g(&[x, y, x * y]) {
            Some(v) => v,
            None => 0.0,
        };
        let b = match g(&[x]) {
            Some(v) => v,
            None => y,
        };
        a * b
    }

    #[test]
    fn agrees_with_differences() {
        for (x, y) in super::POINTS {
            check!(f(x, y));
        }
    }
}
