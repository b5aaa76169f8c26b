use chainrule::differentiate;

#[differentiate]
fn once(x: f64) -> f64 {
    x * x
}

#[differentiate(hvp)]
fn through_a_function_of_order_one(x: f64) -> f64 {
    once(x) * x
}

fn main() {}
