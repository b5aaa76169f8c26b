use chainrule::differentiate;

#[differentiate]
fn first(a: &[f64]) -> f64 {
    let x = unsafe { *a.get_unchecked(0) };
    x * x
}

fn main() {
    first(&[3.0]);
}
