use chainrule::differentiate;

#[differentiate]
fn power(x: f64, n: usize) -> f64 {
    let mut y = 1.0;
    #[checkpoint(binomial)]
    for _ in 0..n {
        y *= x;
    }
    y
}

fn main() {}
