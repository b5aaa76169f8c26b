use chainrule::differentiate;

#[differentiate]
fn double(x: f64) -> f64 {
    #[checkpoint]
    let y = 2.0 * x;
    y
}

fn main() {}
