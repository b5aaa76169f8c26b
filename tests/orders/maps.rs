//! Second derivatives of what is in maps.

mod entries {
    use std::collections::{BTreeMap, HashMap};

    use chainrule::differentiate;

    #[differentiate(hessian, hvp, order = 2)]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: BTreeMap<u32, f64> = BTreeMap::new();
        m.insert(1, x * y);
        m.insert(2, y.sin());
        m.insert(1, m[&2] * x);
        if let Some(v) = m.get_mut(&1) {
            *v *= x;
        }
        *m.entry(3).or_insert(x) += y * x;
        for v in m.values_mut() {
            *v *= y;
        }
        let mut rows: HashMap<&str, [f64; 2]> = HashMap::new();
        rows.insert("a", [x, y]);
        rows.insert("a", [x * y, y]);
        rows.get_mut("a").unwrap()[0] *= x;
        let left = m.remove(&2).unwrap();
        m[&1] * left + m.values().sum::<f64>() * m[&3] + rows["a"][0] * rows["a"][1]
    }

    nestings!(f);
}
