use chainrule::differentiate;

#[differentiate]
fn leaked(x: f64) -> f64 {
    let y: &'static f64 = Box::leak(Box::new(x));
    *y
}

fn main() {}
