use chainrule::differentiate;

enum Shape {
    Circle(f64),
    Square { side: f64 },
}

#[differentiate]
fn area(x: f64) -> f64 {
    let shape = if x > 1.0 { Shape::Circle(x) } else { Shape::Square { side: x } };
    match shape {
        Shape::Circle(r) => 3.0 * r * r,
        Shape::Square { side } => side * side,
    }
}

fn main() {
    area(3.0);
}
