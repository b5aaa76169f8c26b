use chainrule::differentiate;

fn start() -> [f64; 2] {
    [1.0, 2.0]
}

#[differentiate]
fn copied(x: f64) -> f64 {
    let mut b = [0.0; 2];
    b.copy_from_slice(&start());
    b[0] * b[1] * x
}

fn main() {
    copied(3.0);
}
