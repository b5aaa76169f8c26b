use chainrule::Differentiable;

#[derive(Differentiable)]
enum Shape {
    Circle(f64),
    #[constant]
    Square(f64),
}

fn main() {}
