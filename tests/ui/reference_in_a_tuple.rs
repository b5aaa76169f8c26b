use chainrule::differentiate;

#[differentiate]
fn swapped(a: &[f64], b: &[f64], flip: bool) -> f64 {
    let (first, second) = (&a[1..], &b[1..]);
    if flip { second[0] - first[0] } else { first[0] }
}

fn main() {
    swapped(&[3.0, 4.0], &[5.0, 6.0], true);
}
