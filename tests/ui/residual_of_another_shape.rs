use chainrule::differentiate;

#[differentiate]
fn pair(z: f64, a: f64) -> [f64; 2] {
    [z - a, z]
}

#[differentiate]
fn alone(z: f64) -> f64 {
    z
}

#[differentiate(implicit = pair)]
fn first(a: f64) -> f64 {
    a
}

#[differentiate(implicit = alone)]
fn second(a: f64) -> f64 {
    a
}

fn main() {}
