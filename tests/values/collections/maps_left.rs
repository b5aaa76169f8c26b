//! Entries that leave maps: `remove`, `retain`, `clear`.

use chainrule::{Differentiable, differentiate};

mod a_value_is_removed {
    #[allow(unused_imports, reason = "not every module derives")]
    use super::*;

    use std::collections::BTreeMap;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: BTreeMap<usize, f64> = BTreeMap::new();
        m.insert(1, x * y);
        m.insert(2, x.sin());
        let a = m.remove(&1).unwrap();
        let b = m.remove(&7).unwrap_or(y);
        m.remove(&9);
        m.insert(1, a * b);
        a * m[&2] + m.values().sum::<f64>() + m[&1] * m.len() as f64
    }

    chainrule_tests::agrees!(f);
}

mod a_removed_value_decides {
    #[allow(unused_imports, reason = "not every module derives")]
    use super::*;

    use std::collections::HashMap;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: HashMap<String, f64> = HashMap::new();
        m.insert("a".to_string(), x * y);
        m.insert("b".to_string(), y);
        let mut sum = x;
        for name in ["a", "c", "b", "a"] {
            if let Some(v) = m.remove(name) {
                sum += v * v;
            } else {
                sum *= y;
            }
            match m.remove("b") {
                Some(v) if x > 1.0 => {
                    m.insert("b".to_string(), v * x);
                }
                Some(v) => sum += v,
                None => sum -= x,
            }
        }
        sum * m.values().product::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod values_are_removed_in_a_loop {
    #[allow(unused_imports, reason = "not every module derives")]
    use super::*;

    use std::collections::BTreeMap;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: BTreeMap<u32, f64> = BTreeMap::new();
        let mut sum = 0.0;
        for k in 0..8u32 {
            m.insert(k % 5, x * f64::from(k) + y);
            if k % 3 == 2 {
                let taken = m.remove(&(k - 1)).expect("it entered before");
                sum += taken * y;
                *m.entry(k).or_insert(0.0) += taken * taken;
            }
            for v in m.values_mut() {
                *v *= 1.0 + 0.1 * x;
            }
        }
        sum + m.values().map(|v| v.sin()).sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod entries_are_retained {
    #[allow(unused_imports, reason = "not every module derives")]
    use super::*;

    use std::collections::BTreeMap;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: BTreeMap<usize, f64> = BTreeMap::new();
        for k in 0..5 {
            m.insert(k, x * k as f64 + y);
        }
        m.retain(|k, v| k % 2 == 0 || *v > 2.1);
        let first: f64 = m.values().map(|v| v * v).sum();
        m.retain(|_, v| {
            *v *= y;
            *v > 0.9
        });
        first + m.values().map(|v| v * x).sum::<f64>() + x
    }

    chainrule_tests::agrees!(f);
}

mod a_map_is_cleared_and_filled_again {
    #[allow(unused_imports, reason = "not every module derives")]
    use super::*;

    use std::collections::{BTreeMap, HashMap};
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: HashMap<&str, f64> = HashMap::new();
        let mut sum = 0.0;
        for k in 0..3 {
            m.insert("a", x * y + k as f64);
            m.insert("b", y * sum);
            sum += m["a"] * m["b"] + x;
            m.clear();
            if k == 1 {
                m.insert("c", x);
                sum += m["c"] * y;
            }
        }
        let mut kept: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
        kept.insert(3, vec![x, y]);
        kept.entry(3).or_default().push(x * y);
        let row = kept.remove(&3).unwrap();
        kept.clear();
        sum + row[0] * row[2] + kept.len() as f64
    }

    chainrule_tests::agrees!(f);
}

mod values_by_name_change {
    #[allow(unused_imports, reason = "not every module derives")]
    use super::*;

    use std::collections::HashMap;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: HashMap<&str, f64> = HashMap::new();
        m.insert("a", x * y);
        if let Some(v) = m.get_mut("a") {
            *v *= x;
        }
        *m.get_mut("a").unwrap() += y;
        m["a"] * y
    }

    chainrule_tests::agrees!(f);
}

mod a_field_that_is_a_map {
    #[allow(unused_imports, reason = "not every module derives")]
    use super::*;

    use std::collections::BTreeMap;
    #[derive(Clone, Differentiable)]
    struct Book {
        accounts: BTreeMap<u32, f64>,
        rate: f64,
    }
    #[differentiate]
    impl Book {
        fn close(&mut self, id: u32) -> f64 {
            match self.accounts.remove(&id) {
                Some(balance) => balance * (1.0 + self.rate),
                None => 0.0,
            }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut accounts: BTreeMap<u32, f64> = BTreeMap::new();
        accounts.insert(1, x);
        accounts.insert(2, x * y);
        let mut book = Book { accounts, rate: y * 0.1 };
        let paid = book.close(1) + book.close(5) + book.close(2) * x;
        paid * y + book.close(2)
    }

    chainrule_tests::agrees!(f);
}
