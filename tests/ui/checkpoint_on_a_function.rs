use chainrule::differentiate;

#[differentiate]
#[checkpoint]
fn wave(x: f64) -> f64 {
    x.sin()
}

fn main() {}
