//! `len` is taken for that of a container, whose result carries no derivative.

use chainrule::{Differentiable, differentiate};

#[derive(Differentiable)]
struct Vector {
    x: f64,
    y: f64,
}

#[differentiate]
impl Vector {
    fn len(&self) -> f64 {
        self.x.hypot(self.y)
    }
}

#[differentiate]
fn double(v: &Vector) -> f64 {
    v.x + 2.0 * v.len()
}

fn main() {
    double(&Vector { x: 3.0, y: 4.0 });
}
