use chainrule::differentiate;

#[differentiate(grad)]
fn twice(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(f(x))
}

fn main() {
    twice(f64::sin, 3.0);
}
