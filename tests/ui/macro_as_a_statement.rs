use chainrule::differentiate;

macro_rules! trace {
    ($($argument:tt)*) => {
        eprintln!($($argument)*)
    };
}

#[differentiate]
fn fourth(x: f64) -> f64 {
    let y = x * x;
    trace!("{y}");
    y * y
}

fn main() {
    fourth(3.0);
}
