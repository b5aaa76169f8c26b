use chainrule::differentiate;

#[differentiate]
fn residual(x: f64, p: f64) -> f64 {
    x * x - p
}

#[differentiate(implicit = residual, partials(p = 0.5 / value))]
fn root(p: f64) -> f64 {
    p.sqrt()
}

fn main() {}
