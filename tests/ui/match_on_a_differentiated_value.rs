use chainrule::differentiate;

#[differentiate]
fn quadrant(x: f64, y: f64) -> f64 {
    match (x * y, x > 0.0) {
        (area, true) => area,
        (area, false) => -area,
    }
}

fn main() {
    quadrant(3.0, 4.0);
}
