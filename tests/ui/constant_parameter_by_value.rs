use chainrule::differentiate;

#[differentiate]
fn scaled(x: f64, #[constant] scale: f64) -> f64 {
    x * scale
}

#[differentiate]
fn square(x: f64) -> f64 {
    scaled(x, x)
}

fn main() {
    square(3.0);
}
