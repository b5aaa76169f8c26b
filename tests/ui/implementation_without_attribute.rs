//! The trait is under the attribute, its `impl` is not.

use chainrule::differentiate;

#[differentiate]
trait Shape {
    fn scaled(&self, factor: f64) -> f64;
}

struct Square;

impl Shape for Square {
    fn scaled(&self, factor: f64) -> f64 {
        factor * factor
    }
}

fn main() {
    Square.scaled(2.0);
}
