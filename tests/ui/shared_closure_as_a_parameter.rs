use chainrule::differentiate;
use std::rc::Rc;

#[differentiate]
fn applied(x: f64, f: Rc<dyn Fn(f64) -> f64>) -> f64 {
    f(x)
}

fn main() {}
