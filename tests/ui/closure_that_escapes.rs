use chainrule::differentiate;

#[differentiate]
fn stored(x: f64) -> f64 {
    let double = |t: f64| t * x;
    let list = [double];
    list.len() as f64 * x
}

fn main() {
    stored(3.0);
}
