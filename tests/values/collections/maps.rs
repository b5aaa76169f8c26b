//! Maps: values by key and entries in order, of parameters, fields and copies.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

/// Where the programs are tried.
const POINTS: [(f64, f64); 4] = [(0.7, 1.3), (1.9, 0.4), (2.3, 2.9), (0.6, 0.8)];

/// The coordinates of a value, and of its tangent.
trait Flat {
    fn flat(&self) -> Vec<f64>;
}

impl Flat for f64 {
    fn flat(&self) -> Vec<f64> {
        vec![*self]
    }
}

/// The values in the order of their keys.
impl<K: Ord, V: Flat> Flat for BTreeMap<K, V> {
    fn flat(&self) -> Vec<f64> {
        self.values().flat_map(Flat::flat).collect()
    }
}

impl<K: Ord + Hash, V: Flat> Flat for HashMap<K, V> {
    fn flat(&self) -> Vec<f64> {
        self.iter().collect::<BTreeMap<_, _>>().into_values().flat_map(Flat::flat).collect()
    }
}

/// Differences of `value` at `make(x, y)` against its gradient there.
fn agrees<M: Flat>(make: impl Fn(f64, f64) -> M, value: impl Fn(&M) -> f64, gradient: impl Fn(&M) -> (f64, Vec<f64>)) {
    for (x, y) in POINTS {
        // One map: another `HashMap` of the same entries may give them in another order.
        let map = make(x, y);
        let (found, bar) = gradient(&map);
        assert_eq!(found, value(&map));
        let step = 1e-5;
        for (dx, dy) in [(step, 0.0), (0.0, step)] {
            let (up, down) = (make(x + dx, y + dy), make(x - dx, y - dy));
            let expected = (value(&up) - value(&down)) / (2.0 * step);
            let along: f64 =
                up.flat().iter().zip(down.flat()).zip(&bar).map(|((up, down), bar)| (up - down) * bar).sum();
            let along = along / (2.0 * step);
            assert!((along - expected).abs() <= 1e-5 * (1.0 + expected.abs()), "{along}, not {expected}, at {x} {y}");
        }
    }
}

/// Holds the gradient of `g` against differences, at maps that `make` gives.
macro_rules! agrees {
    () => {
        #[test]
        fn agrees_with_differences() {
            use super::Flat as _;
            super::agrees(make, g, |map| {
                let (value, bar) = value_and_grad_g(map);
                (value, bar.flat())
            });
        }
    };
}

mod str_keys {
    use chainrule::differentiate;
    use std::collections::HashMap;
    type M = HashMap<String, f64>;
    fn make(x: f64, y: f64) -> M {
        HashMap::from([("a".to_string(), x), ("b".to_string(), y)])
    }
    #[differentiate]
    fn g(m: &HashMap<String, f64>) -> f64 {
        m["a"] * m["b"] + m["a"].sin()
    }

    agrees!();
}

mod string_ref_keys {
    use chainrule::differentiate;
    use std::collections::HashMap;
    type M = HashMap<String, f64>;
    fn make(x: f64, y: f64) -> M {
        HashMap::from([("a".to_string(), x), ("b".to_string(), y)])
    }
    #[differentiate]
    fn h(m: &HashMap<String, f64>, keys: &[String]) -> f64 {
        let mut s = 0.0;
        for k in keys {
            s += m[k] * m[k] * (s + 1.0);
        }
        for i in 0..keys.len() {
            s += (0.1 * s).sin() * m[&keys[i]];
        }
        s + m[&keys[0]]
    }
    #[differentiate]
    fn g(m: &HashMap<String, f64>) -> f64 {
        h(m, &["a".to_string(), "b".to_string(), "a".to_string()])
    }

    agrees!();
}

mod get_all {
    use chainrule::differentiate;
    use std::collections::BTreeMap;
    type M = BTreeMap<u32, f64>;
    fn make(x: f64, y: f64) -> M {
        BTreeMap::from([(1, x), (2, y)])
    }
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

    agrees!();
}

mod get_match {
    use chainrule::differentiate;
    use std::collections::BTreeMap;
    type M = BTreeMap<u32, f64>;
    fn make(x: f64, y: f64) -> M {
        BTreeMap::from([(1, x), (2, y)])
    }
    #[differentiate]
    fn h(m: &BTreeMap<u32, f64>, k: u32) -> f64 {
        match m.get(&k) {
            Some(v) if *v > 0.5 => v * v,
            Some(v) => v.exp(),
            None => 1.0,
        }
    }
    #[differentiate]
    fn g(m: &BTreeMap<u32, f64>) -> f64 {
        h(&m, 1) * h(&m, 2) * h(m, 3)
    }

    agrees!();
}

mod values {
    use chainrule::differentiate;
    use std::collections::BTreeMap;
    type M = BTreeMap<u32, f64>;
    fn make(x: f64, y: f64) -> M {
        BTreeMap::from([(1, x), (2, y)])
    }
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

    agrees!();
}

mod iter {
    use chainrule::differentiate;
    use std::collections::HashMap;
    type M = HashMap<u32, f64>;
    fn make(x: f64, y: f64) -> M {
        HashMap::from([(1, x), (2, y)])
    }
    #[differentiate]
    fn g(m: &HashMap<u32, f64>) -> f64 {
        let mut s = 1.0;
        for (k, v) in m.iter() {
            s += v * *k as f64;
        }
        for (k, v) in m {
            s += v * v * *k as f64;
        }
        let n = m.len() as f64;
        let t = m.iter().map(|(k, v)| *k as f64 * v * v).sum::<f64>();
        let b = m.values().cloned().fold(f64::NEG_INFINITY, f64::max);
        s / n + t * b + m.keys().map(|k| m[k]).sum::<f64>()
    }

    agrees!();
}

mod structs {
    use super::Flat;
    use chainrule::{Differentiable, differentiate};
    use std::collections::BTreeMap;
    type M = BTreeMap<String, P>;
    #[derive(Clone, Differentiable)]
    struct P {
        a: f64,
        b: Vec<f64>,
    }
    fn make(x: f64, y: f64) -> M {
        BTreeMap::from([("p".to_string(), P { a: x, b: vec![y, x] }), ("q".to_string(), P { a: y, b: vec![y, x] })])
    }
    #[differentiate]
    fn g(m: &BTreeMap<String, P>) -> f64 {
        let p = &m["p"];
        let mut s = p.a * p.b[0];
        if let Some(q) = m.get("q") {
            s += q.a * q.b[1] * s;
        }
        for (name, r) in m {
            if name.as_str() == "p" {
                s += r.a * r.b[1] * s.sin();
            }
        }
        s
    }

    impl Flat for P {
        fn flat(&self) -> Vec<f64> {
            vec![self.a, self.b[0], self.b[1]]
        }
    }
    impl Flat for PTangent {
        fn flat(&self) -> Vec<f64> {
            vec![self.a, self.b[0], self.b[1]]
        }
    }

    agrees!();
}

mod get_mut {
    use chainrule::differentiate;
    use std::collections::BTreeMap;
    type M = BTreeMap<u32, f64>;
    fn make(x: f64, y: f64) -> M {
        BTreeMap::from([(1, x), (2, y)])
    }
    #[differentiate]
    fn g(m: &BTreeMap<u32, f64>) -> f64 {
        let mut w = m.clone();
        *w.get_mut(&1).unwrap() *= m[&2];
        if let Some(v) = w.get_mut(&2) {
            *v += m[&1];
            *v *= *v;
        }
        for v in w.values_mut() {
            *v = v.sin() * *v;
        }
        for (k, v) in w.iter_mut() {
            *v += *k as f64 * m[&1];
        }
        w[&1] * w[&2]
    }

    agrees!();
}

mod loop_keys {
    use chainrule::differentiate;
    use std::collections::HashMap;
    type M = HashMap<(usize, usize), f64>;
    fn make(x: f64, y: f64) -> M {
        HashMap::from([((0, 0), x), ((0, 1), y), ((1, 1), x * y)])
    }
    #[differentiate]
    fn g(m: &HashMap<(usize, usize), f64>) -> f64 {
        let mut s = 0.5;
        for i in 0..2 {
            for j in 0..2 {
                let key = (i, j);
                let mut other = (j, i);
                if i > 0 {
                    other = (0, 0);
                }
                match m.get(&key) {
                    Some(v) => s += v * s,
                    None => s *= 0.5,
                }
                let e = m.get(&other).copied().unwrap_or_default();
                s += e * e;
            }
        }
        s
    }

    agrees!();
}

mod mixed_loop {
    use chainrule::differentiate;
    use std::collections::HashMap;
    type M = HashMap<&'static str, f64>;
    fn make(x: f64, y: f64) -> M {
        HashMap::from([("k", x), ("m", y)])
    }
    #[differentiate]
    fn g(p: &HashMap<&'static str, f64>) -> f64 {
        let (mut q, mut v) = (1.0, 0.0);
        for _ in 0..10 {
            let a = -p["k"] / p["m"] * q;
            v += 0.1 * a;
            q += 0.1 * v;
        }
        let d = p.get("damping").copied().unwrap_or(0.1);
        let k = p.contains_key("k");
        if k { q * q + d * v } else { q }
    }

    agrees!();
}

mod struct_field {
    use chainrule::{Differentiable, differentiate};
    use std::collections::BTreeMap;
    type M = BTreeMap<u32, f64>;
    #[derive(Clone, Differentiable)]
    struct Model {
        w: BTreeMap<u32, f64>,
        b: f64,
    }
    fn make(x: f64, y: f64) -> M {
        BTreeMap::from([(1, x), (2, y)])
    }
    #[differentiate]
    fn h(p: &Model) -> f64 {
        p.w[&1] * p.w[&2] * p.b
    }
    #[differentiate]
    fn g(m: &BTreeMap<u32, f64>) -> f64 {
        let p = Model { w: m.clone(), b: m[&1] };
        h(&p)
    }

    agrees!();
}
