use chainrule::differentiate;

#[differentiate(vjp = scaled_vjp)]
fn scaled(x: f64, n: usize) -> f64 {
    x * n as f64
}

fn scaled_vjp(x: f64, n: f64) -> (f64, impl Fn(f64) -> f64) {
    (x * n, move |seed| n * seed)
}

fn main() {}
