use chainrule::differentiate;
use std::sync::Mutex;

#[differentiate]
fn doubled(x: f64) -> f64 {
    let shared = Mutex::new(x);
    2.0 * shared.into_inner().unwrap()
}

fn main() {}
