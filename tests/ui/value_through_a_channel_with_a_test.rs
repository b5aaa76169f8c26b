use std::sync::mpsc;

use chainrule::differentiate;

#[differentiate]
fn squared(x: f64) -> f64 {
    let (sender, receiver) = mpsc::channel();
    if sender.send(x).is_err() {
        return x;
    }
    let y: f64 = receiver.recv().unwrap();
    x * y
}

fn main() {}
