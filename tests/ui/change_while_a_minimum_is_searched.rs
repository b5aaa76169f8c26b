use chainrule::differentiate;

#[differentiate]
fn grow(y: &mut f64, x: f64) -> bool {
    *y *= x;
    *y > 1.0
}

#[differentiate]
fn searched(x: f64) -> f64 {
    let mut y = x;
    let found = (0..3).min_by_key(|k| grow(&mut y, *k as f64));
    y + found.map_or(x, |k| k as f64)
}

fn main() {
    searched(3.0);
}
