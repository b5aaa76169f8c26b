use chainrule::differentiate;

#[differentiate(partials(x = 1.0, count = 0.0))]
fn counted(x: f64, count: &mut f64) -> f64 {
    *count += 1.0;
    x
}

fn main() {}
