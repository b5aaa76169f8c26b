use chainrule::differentiate;

#[differentiate]
fn remember(x: f64, #[constant] last: &mut f64) -> f64 {
    let change = x - *last;
    *last = x;
    change
}

#[differentiate]
fn twice(x: f64) -> f64 {
    let mut last = x * x;
    remember(x, &mut last) * x
}

fn main() {
    twice(3.0);
}
