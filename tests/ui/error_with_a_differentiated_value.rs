//! An error that carries a differentiated value.

use chainrule::differentiate;

#[derive(Clone)]
enum Failure {
    Diverged(f64),
}

#[differentiate]
fn root(x: f64) -> Result<f64, Failure> {
    if x < 0.0 {
        return Err(Failure::Diverged(x * x));
    }
    Ok(x.sqrt())
}

fn main() {
    let _ = root(1.0);
}
