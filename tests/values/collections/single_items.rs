//! Arrays that are fields, constants run backwards, ranges, and options that calls give.

mod range_let {
    use chainrule::differentiate;
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

    chainrule_tests::agrees!(f);
}

mod range_len {
    use chainrule::differentiate;
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

    chainrule_tests::agrees!(f);
}

mod array_map_field {
    use chainrule::{Differentiable, differentiate};
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

    chainrule_tests::agrees!(f);
}

mod array_map_local {
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = [x, y, x * y];
        let q = a.map(|v| v.sin());
        let r = q.map(|v| v * q[0]);
        r[0] * r[1] + r[2] + a[0]
    }

    chainrule_tests::agrees!(f);
}

mod const_rev {
    use chainrule::differentiate;
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

    chainrule_tests::agrees!(f);
}

mod const_rev2 {
    use chainrule::differentiate;
    const B: [f64; 4] = [1.0, -0.5, 0.25, 3.0];
    #[differentiate]
    fn horner(c: &[f64], x: f64) -> f64 {
        c.iter().rev().fold(0.0, |acc, b| acc * x + b)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        horner(&B, x) * horner(&[1.0, y], x) + B.iter().zip([x, y].iter()).map(|(a, b)| a * b).sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod is_some_call {
    use chainrule::differentiate;
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

    chainrule_tests::agrees!(f);
}

mod unwrap_or_result {
    use chainrule::differentiate;
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

    chainrule_tests::agrees!(f);
}

mod min_by_fields {
    use chainrule::{Differentiable, differentiate};
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

    chainrule_tests::agrees!(f);
}

mod min_by_key_structs {
    use chainrule::{Differentiable, differentiate};
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

    chainrule_tests::agrees!(f);
}

mod struct_field_chain {
    use chainrule::{Differentiable, differentiate};
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

    chainrule_tests::agrees!(f);
}
