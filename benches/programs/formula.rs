//! A scalar function of ten operations.

use std::hint::black_box;

use chainrule::differentiate;

use crate::case::{Case, Tool, Workload};
use crate::number::{Function, Number};
use crate::random::Random;

/// Ten operations, none of which is a call.
#[differentiate(hvp)]
pub fn formula(x: f64, y: f64, z: f64) -> f64 {
    let a = x * y + z;
    let b = a / (x + 2.0);
    let c = (a * a + 1.0).sqrt();
    b * c - y * z
}

/// The same operations, each factor once.
pub fn by_hand(x: f64, y: f64, z: f64) -> (f64, f64, f64) {
    let a = x * y + z;
    let down = 1.0 / (x + 2.0);
    let b = a * down;
    let c = (a * a + 1.0).sqrt();
    let b_bar = c * down;
    let a_bar = b_bar + b * a / c;
    (a_bar * y - b_bar * b, a_bar * x - z, a_bar - y)
}

/// A thousand calls, none of which is known to the compiler.
fn thousand<R>(point: [f64; 3], function: impl Fn(f64, f64, f64) -> R) -> R {
    for _ in 1..1000 {
        let [x, y, z] = point.map(black_box);
        black_box(function(x, y, z));
    }
    let [x, y, z] = point;
    function(x, y, z)
}

struct Formula;

impl Function for Formula {
    fn call<T: Number>(&self, x: &[T]) -> T {
        let [x, y, z] = [x[0], x[1], x[2]];
        let a = x * y + z;
        let b = a / x.plus(2.0);
        b * (a * a).plus(1.0).sqrt() - y * z
    }
}

fn case(_: usize) -> Case {
    let point = Random::new().array(0.5..1.5);
    Case::new()
        .with(Tool::Primal, move || thousand(point, formula))
        .with(Tool::Gradient, move || thousand(point, grad_formula))
        .with(Tool::Value, move || thousand(point, value_and_grad_formula))
        .with(Tool::Hand, move || thousand(point, by_hand))
        .peers_often(1000, Formula, point.to_vec())
}

/// A thousand calls.
pub const WORKLOAD: Workload =
    Workload { name: "ten operations, 1000 calls", limit: None, case, size: 1000, sizes: &[] };
