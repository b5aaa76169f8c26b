use chainrule::differentiate;

fn square(x: f64) -> f64 {
    x * x
}

#[differentiate]
fn sum_of_squares(x: f64, y: f64) -> f64 {
    square(x) + y
}

fn main() {
    sum_of_squares(3.0, 4.0);
}
