use chainrule::differentiate;

trait Shape {
    #[differentiate]
    fn area(&self) -> f64;
}

struct Circle;

impl Shape for Circle {
    fn area(&self) -> f64 {
        3.0
    }
}

fn main() {
    Circle.area();
}
