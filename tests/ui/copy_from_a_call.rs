use chainrule::differentiate;

#[differentiate]
fn copied(a: &[f64; 4]) -> f64 {
    let mut b = [0.0; 2];
    b.copy_from_slice(a.split_at(2).1);
    b[0] * b[1]
}

fn main() {
    copied(&[3.0, 4.0, 5.0, 6.0]);
}
