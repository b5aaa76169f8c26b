use chainrule::{Differentiable, differentiate};

#[derive(Differentiable)]
struct State {
    height: f64,
}

#[derive(Clone)]
enum Failure {
    Low(f64),
}

#[differentiate]
fn checked(state: &State) -> Result<f64, Failure> {
    if state.height < 0.0 {
        return Err(Failure::Low(state.height));
    }
    Ok(state.height.sqrt())
}

fn main() {}
