use chainrule::differentiate;

#[differentiate(taylor, partials(x = 2.0 * x))]
fn square(x: f64) -> f64 {
    x * x
}

fn main() {
    println!("{}", square(2.0));
}
