use chainrule::differentiate;

#[differentiate]
fn doubled(a: &[f64]) -> f64 {
    let mut all = vec![0.0];
    all.extend(a.rchunks(2).map(|pair| pair[0] * 2.0));
    all[1]
}

fn main() {
    doubled(&[3.0, 4.0]);
}
