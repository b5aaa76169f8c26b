//! A method and a function of a type that are not under the attribute.

use chainrule::differentiate;

struct Circle {
    radius: f64,
}

impl Circle {
    fn scaled_by(&self, factor: f64) -> f64 {
        self.radius * factor
    }
}

#[differentiate]
fn scale(#[constant] circle: &Circle, factor: f64) -> f64 {
    circle.scaled_by(factor)
}

fn main() {
    scale(&Circle { radius: 2.0 }, 3.0);
}
