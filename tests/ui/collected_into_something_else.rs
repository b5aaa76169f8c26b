use chainrule::differentiate;

#[differentiate]
fn boxed(a: &[f64]) -> f64 {
    let all: Box<[f64]> = a.iter().map(|x| x * x).collect();
    all.len() as f64 * a[0]
}

fn main() {
    boxed(&[3.0, 4.0]);
}
