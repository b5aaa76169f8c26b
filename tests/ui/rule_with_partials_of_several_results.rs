use chainrule::differentiate;

#[differentiate(partials(x = 2.0 * x))]
fn powers(x: f64) -> [f64; 2] {
    [x, x * x]
}

fn main() {}
