use chainrule::differentiate;

#[differentiate]
struct Point {
    x: f64,
}

fn main() {
    let point = Point { x: 1.0 };
    let _ = point.x;
}
