use chainrule::differentiate;

#[differentiate]
fn apply(x: f64, #[constant] f: fn(f64) -> f64) -> f64 {
    f(x) + x
}

fn main() {
    apply(3.0, f64::sin);
}
