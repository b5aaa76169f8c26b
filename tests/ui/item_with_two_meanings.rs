use chainrule::differentiate;

fn weight(i: usize) -> f64 {
    i as f64
}

#[differentiate]
fn sum(x: f64, n: usize) -> f64 {
    let mut sum = x * weight(n);
    {
        fn weight(i: usize) -> f64 {
            10.0 * i as f64
        }
        sum += x * x * weight(n);
    }
    sum
}

fn main() {}
