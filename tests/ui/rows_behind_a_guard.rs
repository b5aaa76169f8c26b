use std::cell::RefCell;

use chainrule::differentiate;

#[differentiate]
fn product(x: f64, y: f64) -> f64 {
    let rows = RefCell::new(vec![[0.0; 2]; 2]);
    for row in rows.borrow_mut().iter_mut() {
        row[0] = x;
    }
    let sum: f64 = rows.borrow().iter().map(|row| row[0]).sum();
    sum + x * y
}

fn main() {}
