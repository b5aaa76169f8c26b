//! Keys of maps, gathered, sorted and looked up again; arrays mapped behind references.

mod texts {
    use chainrule::differentiate;
    use std::collections::BTreeMap;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut p: BTreeMap<&str, f64> = BTreeMap::new();
        p.insert("k", x);
        p.insert("c", y);
        p.insert("m", 1.0 + x * y);
        *p.entry("k").or_insert(0.0) += y;
        *p.entry("z").or_insert(2.0) *= x;
        let mut names: Vec<&str> = p.keys().copied().collect();
        names.sort();
        let mut s = 0.0;
        for (i, n) in names.iter().enumerate() {
            s += p[n] * (i + 1) as f64;
        }
        if let Some(m) = p.get_mut("m") {
            *m = m.sin();
        }
        let t: f64 = p.values().map(|v| v * v).sum();
        for (_, v) in p.iter_mut() {
            *v += s;
        }
        s * t + p["z"] + p.get("none").copied().unwrap_or(y)
    }
    chainrule_tests::agrees!(f);
}

mod numbers {
    use chainrule::differentiate;
    use std::collections::BTreeMap;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut g: BTreeMap<usize, Vec<(usize, f64)>> = BTreeMap::new();
        for (a, b, w) in [(0, 1, x), (1, 2, y), (0, 2, x * y), (2, 0, 1.5)] {
            g.entry(a).or_default().push((b, w));
        }
        let nodes: Vec<usize> = g.keys().copied().collect();
        let last = g.keys().max().copied().unwrap_or(0);
        let mut v = vec![1.0, x, y];
        for _ in 0..3 {
            let mut n = vec![0.0; 3];
            for &a in &nodes {
                for &(b, w) in &g[&a] {
                    n[b] += w * v[a];
                }
            }
            let z: f64 = n.iter().map(|q| q * q).sum::<f64>().sqrt();
            v = n.into_iter().map(|q| q / z).collect();
        }
        v[last] * v[0] + v[1]
    }
    chainrule_tests::agrees!(f);
}

mod arrays_behind_references {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct V {
        c: [f64; 3],
    }
    #[differentiate]
    impl V {
        fn scale(&self, k: f64) -> V {
            V { c: self.c.map(|v| v * k) }
        }
        fn unit(&self) -> V {
            let n = self.c.iter().map(|v| v * v).sum::<f64>().sqrt();
            self.scale(1.0 / n)
        }
    }
    #[differentiate]
    fn twice(m: &mut [f64; 2], k: f64) -> [f64; 2] {
        m[0] *= k;
        let r = m.map(|v| v * v);
        m[1] += r[0];
        r
    }
    #[differentiate]
    fn rows(m: &[[f64; 2]; 2]) -> [f64; 2] {
        m.map(|[a, b]| a * b)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = V { c: [x, y, 1.0] };
        let u = v.unit();
        let mut m = [x, y];
        let r = twice(&mut m, y);
        let a: &[f64; 2] = &m;
        let b = a.map(f64::sin);
        let q = rows(&[[x, y], [y, m[0]]]);
        u.c[0] * r[1] + m[1] + b[0] * b[1] + q[0] * q[1]
    }
    chainrule_tests::agrees!(f);
}
