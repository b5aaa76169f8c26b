use chainrule::differentiate;

#[differentiate(partials(x = 1.0))]
fn applied(x: f64, f: impl Fn(f64) -> f64) -> f64 {
    f(x)
}

fn main() {}
