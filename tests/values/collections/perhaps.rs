//! Elements and slices that may be there: mapped, asked for, looked up by `?`; what functions beside give as `Option`.

mod mapped {
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = vec![x, y, x * y];
        let t = v.get(1).map(|q| q * x);
        let u = v.last().map(|q| q * q);
        let w = v.first().copied().filter(|q| *q > 0.5);
        let z = t.unwrap_or(0.0) * u.unwrap_or(1.0);
        match w {
            Some(q) => z * q,
            None => z,
        }
    }
    chainrule_tests::agrees!(f);
}

mod asked {
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = vec![x, y, x * y];
        let a = v.get(2).is_some();
        let b = v.get(7).is_none();
        let c = v.last().is_some_and(|q| *q > 0.5);
        let mut s = x;
        if a && b {
            s += y;
        }
        if c {
            s *= y;
        }
        if v.iter().any(|q| *q > 1.0) {
            s += v[0];
        }
        s
    }
    chainrule_tests::agrees!(f);
}

mod questions {
    use chainrule::differentiate;
    #[differentiate]
    fn pick(v: &[f64], i: usize) -> Option<f64> {
        let a = v.get(i)?;
        let b = v.get(i + 1)?;
        let c = v.get(i..i + 2)?;
        Some(a * b + c[1])
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = vec![x, y, x * y];
        pick(&v, 0).unwrap_or(0.0) * pick(&v, 1).unwrap_or(0.0) + pick(&v, 2).unwrap_or(y)
    }
    chainrule_tests::agrees!(f);
}

mod grids {
    use chainrule::differentiate;
    #[differentiate]
    fn at(g: &[Vec<f64>], i: i32, j: i32) -> f64 {
        if i < 0 || j < 0 {
            return 0.0;
        }
        g.get(i as usize).and_then(|r| r.get(j as usize)).copied().unwrap_or(0.0)
    }
    #[differentiate]
    fn at2(g: &[Vec<f64>], i: usize, j: usize) -> Option<f64> {
        g.get(i)?.get(j).copied()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let g = vec![vec![x, y], vec![y * y, x * y]];
        let mut s = 0.0;
        for i in 0..2 {
            for j in 0..2 {
                s += at(&g, i - 1, j) + at(&g, i + 1, j) - 4.0 * at(&g, i, j) * at(&g, i, j + 1);
            }
        }
        s + at2(&g, 1, 1).unwrap_or(x) * at2(&g, 3, 0).unwrap_or(y)
    }
    chainrule_tests::agrees!(f);
}

mod slices {
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x, y, x * y, 1.0, x + y];
        let n = v.len();
        let mut s = 0.0;
        for i in 0..=n {
            if let Some(w) = v.get(i..i + 2) {
                s += w[0] * w[1];
            } else if let Some(l) = v.get(i..i + 1) {
                s *= l[0];
            }
        }
        if let Some(part) = v.get_mut(1..=2) {
            for p in part.iter_mut() {
                *p *= x;
            }
            part[0] += s;
        }
        let total = v.get(..n - 1).map(|w| w.iter().sum::<f64>());
        let Some(head) = v.get(..2) else { return x };
        let none = v.get(4..9).is_none();
        let m = v.get(3..1).map_or(y, |w| w[0]);
        let q = match v.get(2..4) {
            Some(w) if w[0] > w[1] => s + w[0],
            Some(w) => s * w[1] + total.unwrap_or(1.0),
            None => 0.0,
        };
        q * head[1] + m + if none { x } else { y }
    }
    chainrule_tests::agrees!(f);
}

mod of_calls {
    use chainrule::differentiate;
    #[differentiate]
    fn root(v: f64) -> Option<f64> {
        if v > 0.0 { Some(v.sqrt()) } else { None }
    }
    #[differentiate]
    fn pair(v: f64, w: f64) -> Result<(f64, f64), String> {
        if v > 0.0 { Ok((v.sqrt(), w * v)) } else { Err("bad".into()) }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = root(x).map(|v| v * y).unwrap_or(y);
        let b = root(-x * x).or(Some(x)).map(|v| v + 1.0);
        let c = pair(y, x).map(|(p, q)| p * q).unwrap_or(0.0);
        let d = root(x).filter(|v| *v > 0.9).is_some();
        let z = root(y).zip(root(x)).map(|(p, q)| p / q);
        let mut t = root(y);
        if let Some(v) = t.as_mut() {
            *v *= 2.0;
        }
        let e = t.take().unwrap_or(0.0);
        a * b.unwrap() + c + if d { x } else { y } + z.unwrap_or(x) + e
    }
    chainrule_tests::agrees!(f);
}

mod lists_of_options {
    use chainrule::differentiate;
    #[differentiate]
    fn roots(a: f64, b: f64) -> Vec<Option<f64>> {
        vec![Some(a * b), None, if a > 1.0 { Some(b) } else { None }]
    }
    #[differentiate]
    fn both(a: f64) -> (Option<f64>, f64) {
        (if a > 0.0 { Some(a * a) } else { None }, a)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let r = roots(x, y);
        let s: f64 = r.iter().flatten().sum();
        let (p, q) = both(x);
        let k = r.into_iter().filter_map(|v| v).fold(1.0, |a, b| a * b);
        s * q + p.unwrap_or(y) + k
    }
    chainrule_tests::agrees!(f);
}

mod slices_that_may_be_there {
    use chainrule::differentiate;
    #[differentiate]
    fn ends(v: &[f64], from: usize) -> f64 {
        match v.get(from..from + 2) {
            Some([a, b]) if a > b => a * b,
            Some([a, ..]) => a.sin(),
            Some(_) | None => 0.5,
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = [x, y, x * y, x - y];
        let mut sum = 0.0;
        for i in 0..5 {
            sum += ends(&v, i) * (i as f64 + y);
        }
        if let Some([first, .., last]) = v.get(1..) {
            sum += first * last;
        }
        sum
    }
    chainrule_tests::agrees!(f);
}
