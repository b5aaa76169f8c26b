use chainrule::differentiate;

#[differentiate]
fn paired(a: &[f64], b: &[f64]) -> f64 {
    let mut seen = 0.0;
    let sum: f64 = a
        .iter()
        .map(|x| {
            seen += x;
            x * x
        })
        .zip(b)
        .map(|(x, y)| x * y)
        .sum();
    sum * seen
}

fn main() {
    paired(&[3.0, 4.0], &[1.0]);
}
