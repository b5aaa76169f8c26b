use chainrule::differentiate;

#[differentiate(order = 2)]
fn residual(z: &[f64; 2], a: f64) -> [f64; 2] {
    [z[0] * z[0] - a, z[1] - z[0]]
}

#[differentiate(implicit = residual, order = 2)]
fn roots(a: f64) -> [f64; 2] {
    [a.sqrt(), a.sqrt()]
}

fn main() {}
