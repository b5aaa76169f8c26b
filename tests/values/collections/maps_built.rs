//! Maps that are built: values enter under keys, are changed, and are read.

mod read_index_str {
    use chainrule::differentiate;
    use std::collections::HashMap;
    #[differentiate]
    fn g(m: &HashMap<String, f64>) -> f64 {
        m["a"] * m["b"] + m["a"].sin()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m: HashMap<String, f64> = HashMap::from([("a".to_string(), x), ("b".to_string(), y)]);
        g(&m)
    }

    chainrule_tests::agrees!(f);
}

mod read_index_ref {
    use chainrule::differentiate;
    use std::collections::HashMap;
    #[differentiate]
    fn g(m: &HashMap<String, f64>, keys: &[String]) -> f64 {
        let mut s = 0.0;
        for k in keys {
            s += m[k] * m[k];
        }
        s + m[&keys[0]]
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m: HashMap<String, f64> = HashMap::from([("a".to_string(), x), ("b".to_string(), y)]);
        g(&m, &["a".to_string(), "b".to_string(), "a".to_string()])
    }

    chainrule_tests::agrees!(f);
}

mod read_get {
    use chainrule::differentiate;
    use std::collections::BTreeMap;
    #[differentiate]
    fn g(m: &BTreeMap<u32, f64>) -> f64 {
        let mut s = 0.0;
        for k in 0..5 {
            if let Some(v) = m.get(&k) {
                s += v * v;
            }
            s += m.get(&k).copied().unwrap_or(0.5) * s;
            s += m.get(&k).unwrap_or(&0.0).sin();
        }
        s + m.get(&1).unwrap() * m[&2]
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m: BTreeMap<u32, f64> = BTreeMap::from([(1, x), (2, y)]);
        g(&m)
    }

    chainrule_tests::agrees!(f);
}

mod read_match {
    use chainrule::differentiate;
    use std::collections::BTreeMap;
    #[differentiate]
    fn g(m: &BTreeMap<u32, f64>, k: u32) -> f64 {
        match m.get(&k) {
            Some(v) if *v > 0.5 => v * v,
            Some(v) => v.exp(),
            None => 1.0,
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m: BTreeMap<u32, f64> = BTreeMap::from([(1, x), (2, y)]);
        g(&m, 1) * g(&m, 2) * g(&m, 3)
    }

    chainrule_tests::agrees!(f);
}

mod read_values {
    use chainrule::differentiate;
    use std::collections::BTreeMap;
    #[differentiate]
    fn g(m: &BTreeMap<u32, f64>) -> f64 {
        let s: f64 = m.values().sum();
        let t: f64 = m.values().map(|v| v * v).sum();
        let mut p = 1.0;
        for v in m.values() {
            p *= v;
        }
        s * t + p
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m: BTreeMap<u32, f64> = BTreeMap::from([(1, x), (2, y)]);
        g(&m)
    }

    chainrule_tests::agrees!(f);
}

mod read_iter {
    use chainrule::differentiate;
    use std::collections::BTreeMap;
    #[differentiate]
    fn g(m: &BTreeMap<u32, f64>) -> f64 {
        let mut s = 1.0;
        for (k, v) in m.iter() {
            s = s * v + *k as f64;
        }
        for (k, v) in m {
            s += v * *k as f64;
        }
        s + m.iter().map(|(k, v)| *k as f64 * v * v).sum::<f64>()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m: BTreeMap<u32, f64> = BTreeMap::from([(1, x), (2, y)]);
        g(&m)
    }

    chainrule_tests::agrees!(f);
}

mod read_struct {
    use chainrule::{Differentiable, differentiate};
    use std::collections::BTreeMap;
    #[derive(Clone, Differentiable)]
    struct P {
        a: f64,
        b: Vec<f64>,
    }
    #[differentiate]
    fn g(m: &BTreeMap<u32, P>) -> f64 {
        let p = &m[&1];
        let mut s = p.a * p.b[0];
        if let Some(q) = m.get(&2) {
            s += q.a * q.b[1] * s;
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m: BTreeMap<u32, P> = BTreeMap::from([(1, P { a: x, b: vec![y, x] }), (2, P { a: y, b: vec![y, x] })]);
        g(&m)
    }

    chainrule_tests::agrees!(f);
}

mod write_insert {
    use chainrule::differentiate;
    use std::collections::BTreeMap;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: BTreeMap<u32, f64> = BTreeMap::new();
        m.insert(1, x * y);
        m.insert(2, y);
        m.insert(1, m[&2] * x);
        m[&1] * m[&2]
    }

    chainrule_tests::agrees!(f);
}

mod write_entry {
    use chainrule::differentiate;
    use std::collections::BTreeMap;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: BTreeMap<usize, f64> = BTreeMap::new();
        for i in 0..6 {
            *m.entry(i % 3).or_insert(0.0) += x * y * i as f64;
        }
        m[&1] * m[&2]
    }

    chainrule_tests::agrees!(f);
}

mod write_get_mut {
    use chainrule::differentiate;
    use std::collections::BTreeMap;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: BTreeMap<u32, f64> = BTreeMap::from([(1, x), (2, y)]);
        *m.get_mut(&1).unwrap() *= y;
        if let Some(v) = m.get_mut(&2) {
            *v += x;
        }
        m[&1] * m[&2]
    }

    chainrule_tests::agrees!(f);
}

mod histogram {
    use chainrule::differentiate;
    use std::collections::HashMap;
    #[differentiate]
    fn g(xs: &[f64], bins: &[usize]) -> f64 {
        let mut h: HashMap<usize, f64> = HashMap::new();
        for (x, b) in xs.iter().zip(bins) {
            *h.entry(*b).or_insert(0.0) += x * x;
        }
        let mut keys: Vec<usize> = bins.to_vec();
        keys.dedup();
        let mut s = 0.0;
        for k in &keys {
            s += h[k] * h[k] * (*k as f64 + 1.0);
        }
        s + h.values().sum::<f64>()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[x, y, x * y, y], &[0, 1, 1, 0]) + g(&[], &[])
    }

    chainrule_tests::agrees!(f);
}

mod memo {
    use chainrule::differentiate;
    use std::collections::HashMap;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut memo: HashMap<u64, f64> = HashMap::new();
        memo.insert(0, x);
        memo.insert(1, y);
        for n in 2..8u64 {
            let v = match memo.get(&(n - 1)) {
                Some(a) => a * 0.5 + memo[&(n - 2)] * x,
                None => 0.0,
            };
            memo.insert(n, v);
        }
        memo[&7] + memo[&3] * memo.get(&5).unwrap()
    }

    chainrule_tests::agrees!(f);
}

mod overwrite {
    use chainrule::differentiate;
    use std::collections::BTreeMap;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: BTreeMap<String, f64> = BTreeMap::new();
        m.insert("a".to_string(), x);
        let before = m["a"];
        m.insert("a".to_string(), before * y);
        for i in 0..3 {
            let name = format!("k{}", i % 2);
            let v = m["a"] * i as f64;
            m.insert(name, v * v);
            *m.get_mut("a").unwrap() += y;
        }
        before + m["a"] * m["k0"] + m["k1"]
    }

    chainrule_tests::agrees!(f);
}

mod struct_values {
    use chainrule::{Differentiable, differentiate};
    use std::collections::BTreeMap;
    #[derive(Clone, Default, Differentiable)]
    struct P {
        a: f64,
        n: f64,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: BTreeMap<u32, P> = BTreeMap::new();
        for i in 0..5u32 {
            let e = m.entry(i % 2).or_default();
            e.a += x * i as f64;
            e.n += y;
        }
        let mut s = 0.0;
        for p in m.values() {
            s += p.a / p.n;
        }
        m.insert(7, P { a: x, n: y });
        s * m[&7].a + m[&0].n
    }

    chainrule_tests::agrees!(f);
}

mod vec_values {
    use chainrule::differentiate;
    use std::collections::BTreeMap;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
        for i in 0..5u32 {
            m.entry(i % 2).or_insert_with(Vec::new).push(x * i as f64 + y);
        }
        let mut s = 0.0;
        for (k, v) in &m {
            s += v.iter().map(|a| a * a).sum::<f64>() * (*k as f64 + 1.0);
        }
        s + m[&1][0]
    }

    chainrule_tests::agrees!(f);
}

mod counts_passive {
    use chainrule::differentiate;
    use std::collections::HashMap;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut c: HashMap<u32, usize> = HashMap::new();
        for i in 0..5u32 {
            *c.entry(i % 2).or_insert(0) += 1;
        }
        c.insert(9, 4);
        x * c[&0] as f64 + y * y * c[&9] as f64
    }

    chainrule_tests::agrees!(f);
}

mod graph {
    use chainrule::differentiate;
    use std::collections::HashMap;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let edges = [(0, 1, x), (1, 2, y), (0, 2, x * y), (2, 3, x + y)];
        let mut dist: HashMap<i32, f64> = HashMap::new();
        dist.insert(0, 0.0);
        for _ in 0..3 {
            for &(a, b, w) in &edges {
                if let Some(d) = dist.get(&a).copied() {
                    let c = d + w * w;
                    let better = match dist.get(&b) {
                        Some(old) => c < *old,
                        None => true,
                    };
                    if better {
                        dist.insert(b, c);
                    }
                }
            }
        }
        dist[&3] + dist[&1] * 0.5
    }

    chainrule_tests::agrees!(f);
}
