//! Entries of maps that are changed where they are, or made.

/// Away from what the filters compare with.
const POINTS: [(f64, f64); 3] = [(0.7, 1.3), (1.1, 0.4), (0.35, 0.8)];

mod changed_or_made {
    use std::collections::HashMap;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: HashMap<usize, f64> = HashMap::from([(0, x), (1, y)]);
        let k = 1;
        m.entry(k).and_modify(|c| *c *= 0.5).or_insert(x);
        m.entry(3).and_modify(|c| *c *= 0.5).or_insert(x * y);
        m[&0] * m[&1] + m[&3]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod made_only {
    use std::collections::HashMap;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: HashMap<usize, f64> = HashMap::from([(0, x), (1, y)]);
        let k = 1;
        m.entry(k).or_insert(x);
        m.entry(7).or_default();
        *m.entry(3).or_insert_with(|| x * y) *= x;
        m[&0] * m[&1] + m[&3]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod behind_a_name_of_an_error {
    use std::collections::HashMap;

    use chainrule::differentiate;

    #[differentiate]
    fn g(x: f64) -> Result<f64, String> {
        if x > 0.5 { Ok(x) } else { Err("a".into()) }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: HashMap<usize, f64> = HashMap::from([(0, x), (1, y)]);
        let k = 1;
        let mut r = 0.0;
        *m.entry(k).or_insert(x) += x;
        match g(x) {
            Ok(c) => r += c,
            Err(m) => r -= m.len() as f64 * x,
        }
        m[&0] * m[&1] + r
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod of_lists {
    use std::collections::BTreeMap;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: BTreeMap<u8, Vec<f64>> = BTreeMap::new();
        for (i, v) in [x, y, x * y].into_iter().enumerate() {
            m.entry((i % 2) as u8).and_modify(|l| l.push(v)).or_insert_with(|| vec![v]);
        }
        m.entry(0).and_modify(|l| l[0] *= y).and_modify(|l| l[1] += x).or_default();
        m.values().map(|l| l.iter().sum::<f64>()).product()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod counted {
    use std::collections::HashMap;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: HashMap<&str, f64> = HashMap::new();
        for (w, v) in [("a", x), ("b", y), ("a", x * y)] {
            *m.entry(w).and_modify(|c| *c *= 2.0).or_insert(1.0) += v;
        }
        let g = |c: &mut f64| *c = c.sin();
        m.entry("a").and_modify(g).or_insert(x);
        m["a"] * m["b"]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod of_structs {
    use std::collections::{BTreeMap, HashMap};

    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Default, Differentiable)]
    struct P {
        a: f64,
        n: f64,
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: BTreeMap<String, P> = BTreeMap::new();
        for (w, v) in [("a", x), ("b", y), ("a", x * y)] {
            m.entry(w.to_string())
                .and_modify(|c| {
                    c.a += v;
                    c.n *= y;
                })
                .or_insert(P { a: v, n: 1.0 });
        }
        let n: HashMap<String, f64> = m.iter().map(|(k, p)| (k.clone(), p.a * p.n)).collect();
        m.into_iter().map(|(_, p)| p.a).sum::<f64>() * n["a"] + n["b"]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod behind_a_counter {
    use std::collections::HashMap;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: HashMap<usize, f64> = HashMap::from([(0, x), (1, y)]);
        let k = 1;
        let mut r = 0.0;
        *m.entry(k).or_insert(x) += x;
        for m in 0..2 {
            r += m as f64 * x;
        }
        m[&0] * m[&1] + r
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod behind_a_list {
    use std::collections::HashMap;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: HashMap<usize, f64> = HashMap::from([(0, x), (1, y)]);
        let k = 1;
        *m.entry(k).or_insert(x) += x;
        let r = m[&0] * m[&1];
        let m = vec![x, y];
        m[0] * r
    }

    chainrule_tests::agrees!(f, super::POINTS);
}
