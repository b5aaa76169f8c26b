use std::collections::BTreeMap;

use chainrule::differentiate;

#[differentiate]
fn joined(x: f64) -> f64 {
    let mut rates: BTreeMap<u32, f64> = BTreeMap::new();
    let mut more: BTreeMap<u32, f64> = BTreeMap::new();
    rates.insert(1, x);
    more.insert(2, x * x);
    rates.append(&mut more);
    rates[&2]
}

fn main() {
    joined(3.0);
}
