//! Maps collected from pairs, and extended by them.

/// Away from what the filters compare with.
const POINTS: [(f64, f64); 3] = [(0.7, 1.3), (1.1, 0.4), (0.35, 0.8)];

mod of_lists {
    use std::collections::{BTreeMap, HashMap};

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m: BTreeMap<usize, f64> = [(0, x), (1, y)].into_iter().collect();
        let n: HashMap<String, f64> = vec![("a".to_string(), x * y)].into_iter().collect();
        m[&0] * m[&1] + n["a"]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod of_ranges_and_zips {
    use std::collections::{BTreeMap, HashMap};

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m: BTreeMap<usize, f64> = (0..3).map(|i| (i, x * i as f64)).collect();
        let n = [1, 2].iter().zip([x, y]).map(|(k, v)| (*k, v * v)).collect::<HashMap<i32, f64>>();
        m.values().sum::<f64>() + n[&1] * n[&2]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod extended {
    use std::collections::BTreeMap;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = [x, y];
        let mut m: BTreeMap<usize, f64> = a.iter().copied().enumerate().collect();
        m.extend([(5, x * y)]);
        let n: BTreeMap<usize, f64> = m.iter().map(|(k, v)| (k + 1, v * x)).collect();
        m.extend(n);
        m.values().product()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod of_copied_pairs {
    use std::collections::{BTreeMap, HashMap};

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let pairs = vec![(1u32, x), (2, y), (1, x * y)];
        let m: HashMap<u32, f64> = pairs.iter().cloned().collect();
        let n: HashMap<u32, f64> = pairs.into_iter().filter(|(k, _)| *k < 2).collect();
        let o: BTreeMap<u32, (f64, f64)> = m.iter().map(|(&k, &v)| (k, (v, v * v))).collect();
        m[&1] * m[&2] + n[&1] + o[&2].0 * o[&1].1
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod returned {
    use std::collections::{BTreeMap, HashMap};

    use chainrule::differentiate;

    #[differentiate]
    fn build(x: f64, y: f64) -> HashMap<String, f64> {
        [("a", x), ("b", y)].into_iter().map(|(k, v)| (k.to_string(), v * v)).collect()
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = build(x, y);
        let names = ["a", "b"];
        let n = names.iter().map(|k| (*k, m[*k] * x)).collect::<BTreeMap<&str, f64>>();
        m["a"] * n["b"] + n.values().sum::<f64>()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod taken_apart {
    use std::collections::BTreeMap;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let keys = vec![3usize, 1, 2];
        let m: BTreeMap<usize, f64> = keys.iter().copied().zip([x, y, x * y]).collect();
        let v: Vec<f64> = m.into_values().collect();
        let n: BTreeMap<usize, usize> = keys.iter().map(|k| (*k, k * 2)).collect();
        v[0] * x + v[1] * y + v[2] * n[&2] as f64
    }

    chainrule_tests::agrees!(f, super::POINTS);
}
