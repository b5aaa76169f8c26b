use chainrule::differentiate;

#[differentiate(order = 7)]
fn seventh(x: f64) -> f64 {
    x * x
}

fn main() {}
