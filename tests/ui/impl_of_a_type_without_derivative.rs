//! One error for the type, whatever uses it.

use chainrule::differentiate;

struct Circle {
    r: f64,
}

#[differentiate]
impl Circle {
    fn area(&self) -> f64 {
        3.0 * self.r * self.r
    }

    fn scaled(&self, x: f64) -> f64 {
        self.area() * x
    }
}

#[differentiate]
fn twice(circle: &Circle, x: f64) -> f64 {
    2.0 * circle.scaled(x)
}

fn main() {
    let (circle, x) = grad_twice(&Circle { r: 2.0 }, 3.0);
    println!("{}", circle.r + x);
}
