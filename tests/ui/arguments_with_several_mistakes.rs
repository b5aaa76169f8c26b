use chainrule::differentiate;

#[differentiate(vpj, grad(x), wrt = x, "vjp", grad, grad, hessian, crate, wrt(x, 2usize), partials(x), -> ())]
fn square(x: f64) -> f64 {
    x * x
}

fn main() {}
