use chainrule::differentiate;

#[differentiate(order = 1, hessian)]
fn second(x: f64) -> f64 {
    x * x
}

fn main() {}
