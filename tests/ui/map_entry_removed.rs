use std::collections::BTreeMap;

use chainrule::differentiate;

#[differentiate]
fn taken(x: f64) -> f64 {
    let mut rates = BTreeMap::from([(1, x), (2, x * x)]);
    let (_, rate) = rates.remove_entry(&2).unwrap();
    rate
}

fn main() {
    taken(3.0);
}
