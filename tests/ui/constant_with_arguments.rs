use chainrule::differentiate;

#[differentiate]
fn scaled(x: f64, #[constant(3.0)] by: f64) -> f64 {
    x * by
}

fn main() {}
