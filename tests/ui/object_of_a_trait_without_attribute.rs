//! `dyn` of a trait that is not under the attribute.

use chainrule::differentiate;

trait Shape {
    fn scaled(&self, factor: f64) -> f64;
}

#[differentiate]
fn twice(#[constant] shape: &dyn Shape, x: f64) -> f64 {
    shape.scaled(x) * 2.0
}

fn main() {}
