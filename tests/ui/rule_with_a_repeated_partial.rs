use chainrule::differentiate;

#[differentiate(partials(x = 2.0 * x, x = 3.0))]
fn square(x: f64) -> f64 {
    x * x
}

fn main() {}
