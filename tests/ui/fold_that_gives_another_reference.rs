use chainrule::differentiate;

#[differentiate]
fn raise_the_largest(a: &mut [f64], first: &mut f64, k: f64) {
    *a.iter_mut().fold(first, |best, p| if *p > *best { p } else { best }) *= k;
}

fn main() {}
