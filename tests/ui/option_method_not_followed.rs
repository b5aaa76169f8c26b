use chainrule::differentiate;

#[differentiate]
fn observed(x: f64) -> f64 {
    let mut last = Some(x * x);
    last.take_if(|v| *v > 2.0).unwrap_or(x)
}

fn main() {
    observed(3.0);
}
