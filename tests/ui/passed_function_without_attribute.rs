use chainrule::differentiate;

fn square(x: f64) -> f64 {
    x * x
}

#[differentiate]
fn twice(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(f(x))
}

#[differentiate]
fn fourth_power(x: f64) -> f64 {
    twice(square, x)
}

fn main() {
    fourth_power(3.0);
}
