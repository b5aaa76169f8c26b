use chainrule::differentiate;

#[differentiate(vjp)]
fn tail(a: &[f64]) -> &[f64] {
    &a[1..]
}

fn main() {
    tail(&[3.0, 4.0]);
}
