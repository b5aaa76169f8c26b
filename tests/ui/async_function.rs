use chainrule::differentiate;

#[differentiate]
async fn square(x: f64) -> f64 {
    x * x
}

fn main() {
    let _ = square(3.0);
}
