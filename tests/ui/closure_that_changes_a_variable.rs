use chainrule::differentiate;

#[differentiate]
fn counted(x: f64) -> f64 {
    let mut calls = 0;
    let mut count = || calls += 1;
    count();
    count();
    x * f64::from(calls)
}

fn main() {
    counted(3.0);
}
