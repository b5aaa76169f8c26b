use chainrule::differentiate;

#[differentiate]
fn scaled(x: f64, factors: &[usize]) -> f64 {
    if let [factor] = factors
        && *factor > 1
    {
        return x * *factor as f64;
    }
    x
}

fn main() {
    scaled(3.0, &[4]);
}
