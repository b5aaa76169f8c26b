use chainrule::differentiate;

macro_rules! square {
    ($x:expr) => {
        $x * $x
    };
}

#[differentiate]
fn fourth(x: f64) -> f64 {
    square!(x) * x * x
}

fn main() {
    fourth(3.0);
}
