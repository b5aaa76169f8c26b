use chainrule::differentiate;

#[differentiate]
fn first_two(a: &[f64]) -> f64 {
    let mut positive = a.iter().filter(|x| **x > 0.0);
    let first = positive.next().unwrap();
    first * positive.next().unwrap()
}

fn main() {
    first_two(&[3.0, 4.0]);
}
