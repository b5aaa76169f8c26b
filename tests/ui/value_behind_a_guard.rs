use std::cell::RefCell;

use chainrule::differentiate;

#[differentiate]
fn squared(x: f64, #[constant] shared: &RefCell<f64>) -> f64 {
    let mut guard = shared.borrow_mut();
    *guard = x;
    drop(guard);
    let y = *shared.borrow();
    x * y
}

fn main() {}
