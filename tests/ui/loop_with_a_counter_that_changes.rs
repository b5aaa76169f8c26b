use chainrule::differentiate;

#[differentiate]
fn powers(x: f64) -> f64 {
    let mut sum = 0.0;
    for mut i in 0..4 {
        i *= 2;
        sum += x.powi(i);
    }
    sum
}

fn main() {
    powers(3.0);
}
