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

#[differentiate]
fn by_value(z: [f64; 2], a: f64) -> [f64; 2] {
    [z[0] - a, z[1]]
}

#[differentiate(implicit = by_value)]
fn third(a: f64) -> [f64; 2] {
    [a, 0.0]
}

fn main() {}
