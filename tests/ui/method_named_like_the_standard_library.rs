//! `len` is taken for that of a container, whose result carries no derivative: the type stands in another module.

use chainrule::differentiate;
use geometry::Vector;

mod geometry {
    use chainrule::{Differentiable, differentiate};

    #[derive(Differentiable)]
    pub struct Vector {
        pub x: f64,
        pub y: f64,
    }

    #[differentiate]
    impl Vector {
        pub fn len(&self) -> f64 {
            self.x.hypot(self.y)
        }
    }
}

#[differentiate]
fn double(v: &Vector) -> f64 {
    v.x + 2.0 * v.len()
}

fn main() {
    double(&Vector { x: 3.0, y: 4.0 });
}
