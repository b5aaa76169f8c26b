use chainrule::differentiate;

#[differentiate]
fn applied(x: f64, i: usize) -> f64 {
    let table = [f64::sin, f64::cos];
    table[i](x)
}

fn main() {}
