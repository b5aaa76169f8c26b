use chainrule::differentiate;

#[differentiate]
fn energy(x: f64) -> f64 {
    x * x * x
}

#[differentiate]
fn force(x: f64) -> f64 {
    -grad_energy(x)
}

fn main() {}
