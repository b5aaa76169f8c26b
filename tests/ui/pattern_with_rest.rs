use chainrule::differentiate;

#[differentiate]
fn ends(a: [f64; 4]) -> f64 {
    let [first, .., last] = a;
    first * last
}

fn main() {
    ends([3.0, 4.0, 5.0, 6.0]);
}
