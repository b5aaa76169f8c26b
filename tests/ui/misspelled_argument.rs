use chainrule::differentiate;

#[differentiate(value_and_gard)]
fn square(x: f64) -> f64 {
    x * x
}

fn main() {
    square(3.0);
}
