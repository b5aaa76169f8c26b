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
        s * seen as f64 + m.values().sum::<f64>()
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
