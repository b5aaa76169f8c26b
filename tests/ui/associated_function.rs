use chainrule::differentiate;

struct Gauss;

impl Gauss {
    fn density(x: f64) -> f64 {
        (-0.5 * x * x).exp()
    }
}

#[differentiate]
fn surprise(x: f64) -> f64 {
    -Gauss::density(x).ln()
}

fn main() {
    surprise(3.0);
}
