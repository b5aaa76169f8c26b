use chainrule::differentiate;

#[differentiate]
fn twice(mut f: impl FnMut(f64) -> f64, x: f64) -> f64 {
    let y = f(x);
    f(y)
}

#[differentiate]
fn counted(x: f64) -> f64 {
    let mut calls = 0.0;
    let y = twice(
        |t| {
            calls += t;
            t * x
        },
        x,
    );
    y * calls
}

fn main() {
    counted(3.0);
}
