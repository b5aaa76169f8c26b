use chainrule::differentiate;

#[differentiate(vjp = product_vjp)]
fn product(x: f64, y: f64) -> f64 {
    x * y
}

fn product_vjp(x: f64, y: f64) -> (f64, impl Fn(f64) -> f64) {
    (x * y, move |seed| y * seed)
}

fn main() {}
