//! A differentiated `dyn` of a trait that is not under the attribute.

use chainrule::differentiate;

trait Shape {
    fn corners(&self) -> usize;
}

#[differentiate(grad)]
fn count(shape: &dyn Shape, x: f64) -> f64 {
    let _ = shape;
    x * x
}

fn main() {}
