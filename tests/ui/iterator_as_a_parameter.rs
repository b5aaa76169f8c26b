use chainrule::differentiate;

#[differentiate]
fn total(values: impl Iterator<Item = f64>) -> f64 {
    let mut total = 0.0;
    for value in values {
        total += value * value;
    }
    total
}

fn main() {}
