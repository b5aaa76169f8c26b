use chainrule::differentiate;

#[differentiate]
fn energy(x: f64) -> f64 {
    x * x * x
}

#[differentiate]
fn force(x: f64) -> f64 {
    let (value, pullback) = vjp_energy(x);
    value - pullback(1.0)
}

fn main() {}
