use chainrule::differentiate;

#[differentiate]
fn doubled(x: f64) -> f64 {
    let pointer = &raw const x;
    x + unsafe { *pointer }
}

fn main() {}
