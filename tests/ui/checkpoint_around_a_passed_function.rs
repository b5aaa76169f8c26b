use chainrule::differentiate;

#[differentiate]
fn repeat(f: impl Fn(f64) -> f64, start: f64, n: usize) -> f64 {
    let mut x = start;
    #[checkpoint]
    for _ in 0..n {
        x = f(x);
    }
    x
}

fn main() {}
