use chainrule::differentiate;

struct Circle {
    radius: f64,
}

impl Circle {
    #[differentiate]
    fn area(&self) -> f64 {
        3.0 * self.radius * self.radius
    }
}

fn main() {
    Circle { radius: 2.0 }.area();
}
