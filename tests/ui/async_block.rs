use chainrule::differentiate;

#[differentiate]
fn later(x: f64) -> f64 {
    let future = async { x * x };
    drop(future);
    x
}

fn main() {}
