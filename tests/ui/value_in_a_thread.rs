use chainrule::differentiate;
use std::thread;

#[differentiate]
fn squared(x: f64) -> f64 {
    let mut y = 0.0;
    thread::scope(|scope| {
        scope.spawn(|| y = x * x);
    });
    y
}

fn main() {}
