use chainrule::differentiate;

#[differentiate]
fn pick<'a>(a: &'a [f64], b: &'a [f64], first: bool) -> &'a f64 {
    if first { &a[0] } else { &b[0] }
}

fn main() {
    pick(&[3.0], &[4.0], true);
}
