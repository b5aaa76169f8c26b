use chainrule::differentiate;

#[differentiate]
fn two(x: f64, a: &[f64]) -> f64 {
    let first = unsafe { *a.get_unchecked(0) };
    let sum = a.iter().fold(0.0, |sum, y| sum + y);
    first * sum * x
}

fn main() {
    two(3.0, &[4.0]);
}
