use chainrule::differentiate;

struct Point {
    x: f64,
    y: f64,
}

#[differentiate]
fn norm(x: f64, y: f64) -> f64 {
    let point = Point { x, y };
    point.x.hypot(point.y)
}

fn main() {
    norm(3.0, 4.0);
}
