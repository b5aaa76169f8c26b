use chainrule::differentiate;

#[differentiate]
fn rest(a: &[f64]) -> f64 {
    let mut sum = 0.0;
    for x in a.iter().by_ref() {
        sum += x * x;
    }
    sum
}

fn main() {
    rest(&[3.0, 4.0]);
}
