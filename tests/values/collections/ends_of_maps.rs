//! The first and the last entries of a map, its ranges, and maps made from pairs anywhere.

/// Away from what the filters compare with.
const POINTS: [(f64, f64); 3] = [(0.7, 1.3), (1.1, 0.4), (0.35, 0.8)];

mod first_entry {
    use std::collections::BTreeMap;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = BTreeMap::from([(1, x), (2, y)]);
        let (_, v) = m.first_key_value().unwrap();
        v * y
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod first_taken {
    use std::collections::BTreeMap;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = BTreeMap::from([(1, x), (2, y)]);
        let (_, v) = m.pop_first().unwrap();
        v * y + m[&2]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod range_read {
    use std::collections::BTreeMap;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = BTreeMap::from([(1, x), (2, y)]);
        m.range(1..2).map(|(_, v)| v * y).sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod retained {
    use std::collections::HashMap;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = HashMap::from([(1, x), (2, y)]);
        m.retain(|k, _| *k > 1);
        m.values().sum::<f64>() * y
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod drained {
    use std::collections::HashMap;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = HashMap::from([(1, x), (2, y)]);
        let s: f64 = m.drain().map(|(k, v)| v * k as f64).sum();
        s * y
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod range_changed {
    use std::collections::BTreeMap;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = BTreeMap::from([(1, x), (2, y)]);
        for (_, v) in m.range_mut(1..) {
            *v *= y;
        }
        m.values().product()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod last_taken {
    use std::collections::BTreeMap;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = BTreeMap::from([(1, x), (2, y)]);
        while let Some((k, v)) = m.pop_last() {
            if k == 1 {
                return v * y;
            }
        }
        y
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod split {
    use std::collections::BTreeMap;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m = BTreeMap::from([(1, x), (2, y), (3, x * y)]);
        let mut t = m.split_off(&2);
        t.insert(7, x);
        t.values().sum::<f64>() * m[&1] + m.len() as f64 * y
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod of_lists {
    use std::collections::BTreeMap;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: BTreeMap<String, Vec<f64>> = BTreeMap::new();
        m.insert("a".to_string(), vec![x]);
        m.insert("b".to_string(), vec![y, x]);
        m.entry("c".to_string()).or_default().push(x * y);
        let mut r = 1.0;
        while let Some((k, v)) = m.pop_first() {
            r *= v.iter().sum::<f64>();
            if k == "b" {
                break;
            }
        }
        if let Some((_, v)) = m.last_key_value() {
            r += v[0];
        }
        r
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod ranges {
    use std::collections::BTreeMap;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: BTreeMap<usize, f64> = (0..6).map(|i| (i, x * i as f64 + y)).collect();
        let lo = 2;
        for (_, v) in m.range_mut(lo..lo + 2) {
            *v *= y;
        }
        let s: f64 = m.range(..=3).map(|(k, v)| v * *k as f64).sum();
        if let Some((_, v)) = m.range(4..).next() {
            return s * v;
        }
        s
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod table {
    use std::collections::BTreeMap;

    use chainrule::differentiate;

    #[differentiate]
    fn interp(t: &BTreeMap<u32, f64>, q: u32) -> f64 {
        let (a, va) = t.range(..=q).last().unwrap();
        let (b, vb) = t.range(q + 1..).next().unwrap();
        va + (vb - va) * (q - a) as f64 / (b - a) as f64
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let t = BTreeMap::from([(0, x), (4, y), (10, x * y)]);
        interp(&t, 3) * interp(&t, 7)
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod without_derivative {
    use std::collections::{BTreeMap, BTreeSet};

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut seen: BTreeMap<i32, i32> = BTreeMap::from([(1, 2), (3, 4)]);
        let mut s = x;
        while let Some((k, v)) = seen.pop_first() {
            s = s * y + (k * v) as f64 * x;
        }
        let mut u = BTreeSet::from([1, 2]);
        while let Some(k) = u.pop_last() {
            s += k as f64 * y;
        }
        s
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod order_book {
    use std::collections::BTreeMap;

    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct B {
        book: BTreeMap<u64, f64>,
        cash: f64,
    }

    #[differentiate]
    impl B {
        fn fill(&mut self, mut want: f64) {
            while want > 0.0 {
                let Some((price, size)) = self.book.pop_first() else { break };
                let take = if size < want { size } else { want };
                self.cash -= take * price as f64;
                want -= take;
                if size > take {
                    self.book.insert(price, size - take);
                }
            }
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut b = B { book: BTreeMap::from([(100, x), (101, y), (103, 5.0)]), cash: 0.0 };
        b.fill(x + y + 0.5 * x * y);
        b.cash * y + b.book.first_key_value().map_or(0.0, |(_, v)| *v)
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod made_anywhere {
    use std::collections::{BTreeMap, HashMap};

    use chainrule::differentiate;

    #[differentiate]
    fn g(m: BTreeMap<u8, f64>) -> f64 {
        m.values().product()
    }

    #[differentiate]
    fn mk(x: f64) -> HashMap<u8, f64> {
        HashMap::from([(1, x), (2, x * x)])
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let t: (HashMap<i32, f64>, f64) = (HashMap::from([(1, x * y)]), y);
        let o = Some(BTreeMap::from([("k", x)]));
        let mut r = g(BTreeMap::from([(1, x), (2, y)])) + mk(y)[&2] + t.0[&1] * t.1;
        if let Some(m) = o {
            r += m["k"];
        }
        r
    }

    chainrule_tests::agrees!(f, super::POINTS);
}
