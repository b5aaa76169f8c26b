use chainrule::differentiate;

#[differentiate]
fn fourth(x: f64) -> f64 {
    let square = |t: f64| t * t;
    square(square(x))
}

fn main() {
    fourth(3.0);
}
