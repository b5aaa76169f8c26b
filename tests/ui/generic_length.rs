use chainrule::differentiate;

#[differentiate]
fn first<const N: usize>(a: [f64; N]) -> f64 {
    a[0] * a[0]
}

fn main() {
    first([3.0, 4.0]);
}
