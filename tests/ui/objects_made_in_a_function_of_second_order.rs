use chainrule::{Differentiable, differentiate};

#[derive(Clone, Differentiable)]
struct Call {
    strike: f64,
}

#[differentiate(order = 2)]
trait Payoff {
    fn pay(&self, spot: f64) -> f64;
}

#[differentiate(order = 2)]
impl Payoff for Call {
    fn pay(&self, spot: f64) -> f64 {
        (spot - self.strike).exp()
    }
}

#[differentiate(hessian)]
fn total(x: f64, y: f64) -> f64 {
    let book: Vec<Box<dyn Payoff>> = vec![Box::new(Call { strike: 1.0 })];
    book.iter().map(|payoff| payoff.pay(x * y)).sum()
}

fn main() {}
