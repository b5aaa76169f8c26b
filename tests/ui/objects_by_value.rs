use chainrule::differentiate;

#[differentiate]
trait Shape {
    fn area(&self, scale: f64) -> f64;
}

#[differentiate]
fn cost(shape: Box<dyn Shape>, scale: f64) -> f64 {
    shape.area(scale) * scale
}

fn main() {}
