use chainrule::differentiate;

#[differentiate]
fn two(x: f64, a: &[f64]) -> f64 {
    let first = unsafe { *a.get_unchecked(0) };
    let sum = f64::from_bits(a[1].to_bits() + 1);
    first * sum * x
}

fn main() {
    two(3.0, &[4.0]);
}
