use chainrule::differentiate;

#[differentiate(vjp = square_vpj)]
fn square(x: f64) -> f64 {
    x * x
}

fn main() {}
