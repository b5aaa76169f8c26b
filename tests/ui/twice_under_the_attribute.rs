use chainrule::differentiate;

#[differentiate(grad)]
#[differentiate(vjp)]
fn square(x: f64) -> f64 {
    x * x
}

fn main() {}
