use chainrule::differentiate;

#[differentiate]
fn forgets(x: f64, n: usize) -> f64 {
    let _y = x * x;
    n as f64
}

fn main() {
    forgets(3.0, 4);
}
