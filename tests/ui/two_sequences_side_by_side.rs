use chainrule::differentiate;

#[differentiate]
fn paired(a: &[f64], b: &[f64]) -> f64 {
    a.iter().filter(|x| **x > 0.0).zip(b.iter().filter(|x| **x > 0.0)).map(|(x, y)| x * y).sum()
}

fn main() {
    paired(&[3.0, 4.0], &[1.0]);
}
