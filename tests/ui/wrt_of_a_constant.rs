use chainrule::differentiate;

#[differentiate(wrt(x, scale))]
fn scaled(x: f64, #[constant] scale: f64) -> f64 {
    x * scale
}

fn main() {
    scaled(3.0, 2.0);
}
