use chainrule::differentiate;

#[allow(non_camel_case_types)]
enum volume {}

#[differentiate]
fn volume(x: f64) -> f64 {
    x * x * x
}

fn main() {}
