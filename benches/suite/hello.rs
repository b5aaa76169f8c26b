//! The square of a number.

use std::hint::black_box;

use gradbench::hello::{grad_square, square, value_and_grad_square};

use crate::case::{Case, Tool, Workload};
use crate::number::{Function, Number};

fn by_hand(x: f64) -> f64 {
    2.0 * x
}

/// A thousand calls, none of which is known to the compiler.
fn thousand<R>(function: impl Fn(f64) -> R) -> R {
    for _ in 1..1000 {
        black_box(function(black_box(1.5)));
    }
    function(black_box(1.5))
}

struct Square;

impl Function for Square {
    fn call<T: Number>(&self, x: &[T]) -> T {
        x[0] * x[0]
    }
}

fn case(_: usize) -> Case {
    Case::new()
        .with(Tool::Primal, || thousand(square))
        .with(Tool::Gradient, || thousand(grad_square))
        .with(Tool::Value, || thousand(value_and_grad_square))
        .with(Tool::Hand, || thousand(by_hand))
        .peers_often(1000, Square, vec![1.5])
}

/// A thousand calls.
pub const WORKLOAD: Workload = Workload { name: "hello, 1000 calls", limit: None, case, size: 1000, sizes: &[] };
