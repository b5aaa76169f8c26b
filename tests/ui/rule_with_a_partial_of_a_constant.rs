use chainrule::differentiate;

#[differentiate(partials(x = n as f64, n = x))]
fn scaled(x: f64, n: usize) -> f64 {
    x * n as f64
}

fn main() {}
