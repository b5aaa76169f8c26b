use chainrule::differentiate;

fn rule_of_square(x: f64) -> (f64, impl Fn(f64) -> f64) {
    (x * x, move |seed| 2.0 * x * seed)
}

#[differentiate(vjp = rule_of_square)]
fn square(x: f64) -> f64 {
    x * x
}

fn main() {
    square(3.0);
    rule_of_square(3.0);
}
