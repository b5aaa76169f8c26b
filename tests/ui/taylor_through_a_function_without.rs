use chainrule::{derivatives, differentiate};

#[differentiate]
fn inner(x: f64) -> f64 {
    x * x
}

#[differentiate(taylor)]
fn outer(x: f64) -> f64 {
    let y: f64 = inner(x);
    y.sin()
}

fn main() {
    let found: [f64; 3] = derivatives(taylor_outer, 1.0);
    println!("{found:?}");
}
