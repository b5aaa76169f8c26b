use std::collections::BTreeMap;

use chainrule::differentiate;

#[differentiate]
fn kept(x: f64) -> f64 {
    let mut rates: BTreeMap<u32, f64> = BTreeMap::new();
    rates.insert(1, x);
    rates.insert(2, x * x);
    rates.retain(|key, _| *key > 1);
    rates[&2]
}

fn main() {
    kept(3.0);
}
