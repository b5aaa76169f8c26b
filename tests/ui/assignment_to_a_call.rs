use chainrule::differentiate;

fn slot(a: &mut [f64], i: usize) -> &mut f64 {
    &mut a[i]
}

#[differentiate]
fn stored(x: f64) -> f64 {
    let mut a = [1.0, 2.0];
    *slot(&mut a, 1) = x * x;
    a[1]
}

fn main() {
    stored(3.0);
}
