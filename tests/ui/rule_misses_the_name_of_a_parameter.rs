use chainrule::differentiate;

#[differentiate(partials(x = 2.0 * x))]
fn square(x: f64, [y, _]: [f64; 2]) -> f64 {
    x * x + y
}

fn main() {}
