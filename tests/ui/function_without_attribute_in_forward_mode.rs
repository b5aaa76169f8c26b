use chainrule::differentiate;

fn square(x: f64) -> f64 {
    x * x
}

#[differentiate(jvp)]
fn sum_of_squares(x: f64, y: f64) -> f64 {
    square(x) + y
}

fn main() {
    jvp_sum_of_squares(3.0, 1.0, 4.0, 0.0);
}
