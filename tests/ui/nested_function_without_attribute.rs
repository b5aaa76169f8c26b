use chainrule::differentiate;

#[differentiate]
fn fourth(x: f64) -> f64 {
    fn square(t: f64) -> f64 {
        t * t
    }
    square(square(x))
}

fn main() {
    fourth(3.0);
}
