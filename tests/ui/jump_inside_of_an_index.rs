use chainrule::differentiate;

#[differentiate]
fn entry(x: f64, a: &[f64], #[constant] place: Option<usize>) -> f64 {
    x * a[match place {
        Some(i) => i,
        None => return x,
    }]
}

fn main() {
    entry(3.0, &[4.0], None);
}
