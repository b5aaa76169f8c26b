use chainrule::differentiate;

#[differentiate(wrt(x), wrt(y))]
fn product(x: f64, y: f64) -> f64 {
    x * y
}

fn main() {
    product(3.0, 4.0);
}
