use chainrule::differentiate;

#[differentiate(vjp = noisy_vjp)]
fn noisy(x: f64, state: &mut u64) -> f64 {
    *state += 1;
    x * *state as f64
}

fn noisy_vjp(x: f64, state: &mut u64) -> (f64, impl Fn(f64) -> f64 + use<>) {
    let value = noisy(x, state);
    (value, move |seed| value / x * seed)
}

fn main() {}
