use chainrule::differentiate;

#[differentiate]
fn scaled(x: f64, by: *const f64) -> f64 {
    x * unsafe { *by }
}

fn main() {}
