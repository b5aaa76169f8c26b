use chainrule::differentiate;

#[differentiate]
fn doubled(a: &[f64]) -> f64 {
    let mut all = vec![0.0];
    all.extend(a.chunk_by(|x, y| x < y).map(|run| run[0] * 2.0));
    all[1]
}

fn main() {
    doubled(&[3.0, 4.0]);
}
