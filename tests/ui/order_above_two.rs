use chainrule::differentiate;

#[differentiate(order = 3)]
fn third(x: f64) -> f64 {
    x * x
}

fn main() {}
