use chainrule::differentiate;

#[differentiate(grad)]
fn doubled(x: &mut f64) {
    *x *= 2.0;
}

fn main() {}
