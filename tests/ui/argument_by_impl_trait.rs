use chainrule::differentiate;

#[differentiate]
fn scaled(x: f64, by: impl Into<f64>) -> f64 {
    x * by.into()
}

fn main() {
    scaled(3.0, 2);
}
