use chainrule::differentiate;

#[differentiate]
fn grow(y: &mut f64, x: f64) -> bool {
    *y *= x;
    *y > 1.0
}

#[differentiate]
fn guarded(x: f64, n: usize) -> f64 {
    let mut y = x;
    match n {
        1 if grow(&mut y, x) => y * y,
        _ => y,
    }
}

fn main() {
    guarded(3.0, 1);
}
