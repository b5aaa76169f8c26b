use chainrule::differentiate;

#[differentiate]
fn largest(x: f64, y: f64) -> f64 {
    let mut all = vec![x, y];
    all.sort_by(f64::total_cmp);
    all[1]
}

fn main() {
    largest(3.0, 4.0);
}
