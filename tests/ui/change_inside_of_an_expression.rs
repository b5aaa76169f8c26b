use chainrule::differentiate;

#[differentiate]
fn remaining(x: f64) -> f64 {
    let mut list = vec![x, x * x, 3.0];
    let count = list.drain(1..).count();
    list[0] * count as f64
}

fn main() {
    remaining(3.0);
}
