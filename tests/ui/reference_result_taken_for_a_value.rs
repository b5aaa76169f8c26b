use chainrule::differentiate;

#[differentiate]
fn largest(a: &[f64]) -> &f64 {
    let mut best = &a[0];
    for v in a {
        if v > best {
            best = v;
        }
    }
    best
}

#[differentiate]
fn doubled(a: &[f64]) -> f64 {
    let m = largest(a);
    2.0 * m
}

fn main() {
    doubled(&[3.0, 4.0]);
}
