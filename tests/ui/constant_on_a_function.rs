use chainrule::differentiate;

#[differentiate]
#[constant]
fn square(x: f64) -> f64 {
    x * x
}

fn main() {}
