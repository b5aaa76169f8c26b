use chainrule::differentiate;

#[differentiate]
fn step(x: f64) -> f64 {
    x.sin()
}

#[differentiate]
fn twice(x: f64) -> f64 {
    let y = #[checkpoint] step(x);
    y * x
}

fn main() {}
