use chainrule::differentiate;

fn find(key: usize) -> Option<usize> {
    key.checked_sub(1)
}

#[differentiate]
fn entry(x: f64, a: &[f64], key: usize) -> Option<f64> {
    match a.len() {
        n if n > find(key)? => Some(x * a[key]),
        _ => None,
    }
}

fn main() {
    entry(3.0, &[4.0], 1);
}
