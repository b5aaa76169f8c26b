use chainrule::differentiate;

#[differentiate]
fn residual(x: f64, p: f64) -> f64 {
    x * x - p
}

#[differentiate(implicit = residual)]
fn root(p: f64) -> (f64, usize) {
    (p.sqrt(), 1)
}

fn main() {}
