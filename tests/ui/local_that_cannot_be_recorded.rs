use std::collections::HashMap;

use chainrule::differentiate;

#[differentiate]
fn looked_up(x: f64, n: u32) -> f64 {
    let table = HashMap::from([(n, 2.0)]);
    x * x * table[&n]
}

fn main() {
    looked_up(3.0, 7);
}
