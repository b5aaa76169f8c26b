use chainrule::differentiate;

#[differentiate]
fn steps(x: f64, n: usize) -> f64 {
    let scaled = |k: usize| k as f64 * x;
    scaled(n)
}

fn main() {
    steps(3.0, 4);
}
