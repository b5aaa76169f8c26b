use chainrule::differentiate;

#[differentiate]
fn scale(a: &mut f64, b: &mut f64, first: bool) {
    let mut t = if first { a } else { b };
    *t *= 2.0;
}

fn main() {}
