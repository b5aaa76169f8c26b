//! The function that is called stands where chainrule does not look.

use chainrule::differentiate;

mod sums {
    use chainrule::differentiate;

    #[differentiate]
    pub fn total(f: impl Fn([f64; 2]) -> f64, x: f64) -> f64 {
        f([x, 1.0])
    }
}

use sums::total;

#[differentiate]
fn weighted(x: f64) -> f64 {
    total(|pair| pair[0] * x, x)
}

fn main() {
    weighted(3.0);
}
