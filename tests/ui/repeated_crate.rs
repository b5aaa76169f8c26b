use chainrule::differentiate;

#[differentiate(crate = chainrule, crate = ::chainrule)]
fn square(x: f64) -> f64 {
    x * x
}

fn main() {
    square(3.0);
}
