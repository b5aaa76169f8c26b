use chainrule::differentiate;

type Meters = f64;

#[differentiate]
fn fall(time: f64) -> Meters {
    4.905 * time * time
}

fn main() {
    fall(3.0);
}
