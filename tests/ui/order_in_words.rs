use chainrule::differentiate;

#[differentiate(order = "two")]
fn in_words(x: f64) -> f64 {
    x * x
}

fn main() {}
