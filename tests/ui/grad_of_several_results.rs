use chainrule::differentiate;

#[differentiate(grad)]
fn polar(x: f64, y: f64) -> (f64, f64) {
    (x.hypot(y), y.atan2(x))
}

fn main() {
    polar(3.0, 4.0);
}
