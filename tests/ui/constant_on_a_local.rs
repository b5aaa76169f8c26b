use chainrule::differentiate;

#[differentiate]
fn scaled(x: f64) -> f64 {
    #[constant]
    let y = x;
    y * x
}

fn main() {}
