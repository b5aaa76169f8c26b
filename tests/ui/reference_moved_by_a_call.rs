use chainrule::differentiate;

fn skip(rest: &mut &[f64]) {
    *rest = &rest[1..];
}

#[differentiate]
fn second(a: &[f64]) -> f64 {
    let mut rest = a;
    skip(&mut rest);
    rest[0]
}

fn main() {
    second(&[3.0, 4.0]);
}
