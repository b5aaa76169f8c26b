use chainrule::differentiate;

#[differentiate(taylor)]
fn median(x: f64, list: &[f64]) -> f64 {
    let mut all = list.to_vec();
    all.push(x);
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

fn main() {
    println!("{}", median(2.0, &[1.0, 3.0]));
}
