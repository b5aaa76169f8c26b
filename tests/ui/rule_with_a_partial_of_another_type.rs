use chainrule::differentiate;

#[differentiate(partials(x = 2, a = a))]
fn dot(x: f64, a: &[f64]) -> f64 {
    x * a[0]
}

fn main() {}
