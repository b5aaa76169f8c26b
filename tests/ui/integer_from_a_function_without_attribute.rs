use chainrule::differentiate;

fn cell(x: f64) -> usize {
    x as usize
}

#[differentiate]
fn stepped(x: f64) -> f64 {
    let index = cell(x);
    x * index as f64
}

fn main() {
    stepped(2.5);
}
