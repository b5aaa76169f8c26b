use chainrule::differentiate;

struct Holder<F: Fn(f64) -> f64> {
    call: F,
}

#[differentiate]
fn stored(x: f64) -> f64 {
    let holder = Holder { call: |t: f64| t * x };
    x * std::mem::size_of_val(&holder) as f64
}

fn main() {
    stored(3.0);
}
