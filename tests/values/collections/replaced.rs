//! What an entry of a map was before another one took its place.

use std::collections::{BTreeMap, HashMap};

use chainrule::differentiate;

mod numbers {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: HashMap<String, f64> = HashMap::new();
        let mut seen = 0;
        let mut s = 0.0;
        for (k, v) in [("a", x), ("b", y), ("a", x * y)] {
            match m.insert(k.to_string(), v * v) {
                Some(old) => s += old * y,
                None => seen += 1,
            }
            if m.insert("c".to_string(), v).is_some() {
                seen += 2;
            }
            let was = m.insert("d".to_string(), s);
            s += was.unwrap_or(x);
        }
        let mut b: BTreeMap<usize, f64> = BTreeMap::new();
        b.insert(3, x);
        if let Some(old) = b.insert(3, x.sin() * y) {
            s += old * old;
        }
        s += b.insert(2, y).map_or(1.0, |v| v * x) + b.insert(2, x).unwrap() * b.values().sum::<f64>();
        s * seen as f64 + m["a"] * m["b"] + m["c"] * m["d"]
    }

    chainrule_tests::agrees!(f);
}

mod lists_under_names {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: HashMap<&str, Vec<f64>> = HashMap::new();
        let none = m.insert("a", vec![x, y]).unwrap_or_default();
        let old = m.insert("a", vec![y * y]).unwrap_or_default();
        let mut s = old.iter().sum::<f64>() + none.len() as f64;
        if let Some(list) = m.insert("a", vec![x]) {
            s *= list[0];
        }
        s + m["a"][0]
    }

    chainrule_tests::agrees!(f);
}

mod maps_in_fields {
    use super::*;

    #[derive(Clone, Default, chainrule::Differentiable)]
    struct Cache {
        seen: HashMap<usize, f64>,
        hits: usize,
        last: BTreeMap<u32, Vec<f64>>,
    }
    #[differentiate]
    impl Cache {
        fn set(&mut self, k: usize, v: f64) -> Option<f64> {
            self.seen.insert(k, v)
        }
        fn step(&mut self, k: usize, v: f64) -> f64 {
            let Some(old) = self.seen.insert(k, v * v) else {
                self.hits += 1;
                return v;
            };
            let list = self.last.insert(k as u32, vec![old, v]).unwrap_or_default();
            old * v + list.iter().sum::<f64>()
        }
        fn both(&mut self, a: f64, b: f64) -> Option<f64> {
            let p = self.seen.insert(7, a)?;
            let q = self.seen.insert(7, b * p)?;
            Some(p * q)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut c = Cache::default();
        let mut s = 0.0;
        for i in 0..6 {
            s += c.step(i % 2, (x * i as f64 + y) * 0.1);
            s += c.set(i % 3, s.sin()).unwrap_or(x);
        }
        s += c.both(x, y).unwrap_or(0.5 * y) + c.both(y, x * y).unwrap_or(2.0);
        s * (1.0 + c.hits as f64) + c.seen[&0].sin() * c.seen[&2] + c.seen[&7]
    }

    chainrule_tests::agrees!(f);
}
