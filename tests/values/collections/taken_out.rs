//! What `drain` takes out, what turns around, and items that are moved on.

mod drained {
    use chainrule::{Differentiable, differentiate};
    use std::collections::VecDeque;
    #[derive(Clone, Debug, Differentiable)]
    struct Q {
        a: f64,
        b: [f64; 2],
    }
    #[derive(Clone, Debug, Default, Differentiable)]
    struct Buf {
        pending: Vec<f64>,
        done: Vec<f64>,
    }
    #[differentiate]
    impl Buf {
        fn flush(&mut self, k: f64) -> f64 {
            let mut s = 0.0;
            for v in self.pending.drain(..) {
                s += v * k;
                self.done.push(v * v);
            }
            s
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut b = Buf { pending: vec![x, y, x * y], done: vec![] };
        let mut t = 0.0;
        for r in 0..3 {
            t += b.flush(y + r as f64);
            let d = b.done.len();
            b.pending.extend(b.done.drain(..d / 2));
            b.pending.push(t);
        }
        let mut qs = vec![Q { a: x, b: [y, x] }, Q { a: y, b: [x, 1.0] }, Q { a: x * y, b: [y, y] }];
        let n = qs.len();
        let first: Vec<Q> = qs.drain(..n - 1).filter(|q| q.a > 0.0).collect();
        let mut dq: VecDeque<f64> = VecDeque::from(vec![x, y]);
        dq.push_front(t);
        let z: f64 = dq.drain(..).enumerate().map(|(i, v)| v * i as f64).sum();
        dq.push_back(x);
        t * 0.01
            + first.iter().map(|q| q.a * q.b[0]).sum::<f64>()
            + qs[0].a * z
            + dq[0]
            + b.pending.iter().sum::<f64>() * 0.1
    }
    chainrule_tests::agrees!(f);
}

mod drained_by_value {
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x, y, x * y, 1.0, x + y];
        let a = v.drain(..2).next().unwrap();
        let b: f64 = v.drain(1..).sum();
        let c: Vec<f64> = v.drain(..).map(|q| q * y).collect();
        a * b + c[0] + v.len() as f64
    }
    chainrule_tests::agrees!(f);
}

mod turns {
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = vec![x, y, x * y];
        let it = w.iter().cycle().skip(1).step_by(2).take(4);
        let a: f64 = it.map(|v| v * v).sum();
        let e: Vec<f64> = vec![];
        let none: f64 = e.iter().cycle().take(5).copied().sum::<f64>() + x;
        let signs = [1.0, -1.0];
        let alt: f64 = w.iter().zip(signs.iter().cycle()).map(|(a, s)| a * s).sum();
        let m: Vec<f64> = (0..5).zip(w.iter().map(|v| v.sin()).cycle()).map(|(i, v)| v * i as f64).collect();
        let mut s = 0.0;
        for (k, v) in w.iter().cycle().enumerate() {
            if k > 7 {
                break;
            }
            s += v * k as f64;
        }
        a * none + alt * m.iter().sum::<f64>() + s
    }
    chainrule_tests::agrees!(f);
}

mod flattened {
    use chainrule::differentiate;
    #[differentiate]
    fn root(v: f64) -> Option<f64> {
        if v > 0.0 { Some(v.sqrt()) } else { None }
    }
    #[differentiate]
    fn parse(v: f64) -> Result<f64, String> {
        if v > 0.0 { Ok(v * v) } else { Err("x".into()) }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = vec![x, y, -x, x * y];
        let a: f64 = v.iter().flat_map(|q| parse(*q).ok()).sum();
        let b: f64 = v.iter().copied().flat_map(root).product();
        let c: f64 = v
            .iter()
            .flat_map(|&q| {
                let r = q * y;
                if r > 0.2 { Some(r) } else { None }
            })
            .map(|r| r * r)
            .sum();
        let d: f64 = v.iter().flat_map(|q| root(*q).map(|r| r * x)).sum();
        let e: f64 = v.iter().flat_map(|q| [*q, q * q]).sum();
        let g: f64 = v.iter().enumerate().flat_map(|(i, q)| v.iter().take(i).map(move |p| p * q)).sum();
        a * b + c * d + e * g
    }
    chainrule_tests::agrees!(f);
}

mod moved_on {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct Q {
        a: f64,
        b: Vec<f64>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let qs = vec![Q { a: x, b: vec![y, x] }, Q { a: y, b: vec![x] }, Q { a: x * y, b: vec![x] }];
        let t: Vec<Q> = qs.clone().into_iter().skip(1).rev().collect();
        let u: Vec<_> = qs.into_iter().take(2).zip(t.into_iter()).map(|(p, q)| if p.a > q.a { p } else { q }).collect();
        u.iter().map(|q| q.a * q.b[0]).sum()
    }
    chainrule_tests::agrees!(f);
}

mod chosen {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct Q {
        a: f64,
        b: Vec<f64>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let qs = vec![Q { a: x, b: vec![y, x] }, Q { a: y, b: vec![x] }];
        let rows = vec![vec![x, y], vec![y * y], vec![x]];
        let best = qs.into_iter().max_by(|a, b| a.a.total_cmp(&b.a)).unwrap();
        let long: Vec<Vec<f64>> = rows.into_iter().filter(|r| r.len() > 1 || r[0] > 0.5).collect();
        let sorted = {
            let mut l = long;
            l.sort_by(|a, b| a[0].partial_cmp(&b[0]).unwrap());
            l
        };
        best.a * best.b[0] + sorted[0][0]
    }
    chainrule_tests::agrees!(f);
}
