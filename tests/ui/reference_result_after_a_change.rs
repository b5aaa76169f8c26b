use chainrule::differentiate;

#[differentiate]
fn doubled(a: &mut [f64]) -> &mut f64 {
    a[0] *= 2.0;
    &mut a[1]
}

fn main() {
    doubled(&mut [3.0, 4.0]);
}
