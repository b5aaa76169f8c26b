use chainrule::differentiate;

#[differentiate]
fn once(x: f64) -> f64 {
    x * x
}

#[differentiate(order = 2)]
fn twice(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(f(x))
}

#[differentiate(hvp)]
fn through_a_passed_function(x: f64) -> f64 {
    twice(once, x)
}

fn main() {}
