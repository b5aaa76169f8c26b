use chainrule::differentiate;

#[differentiate]
fn scaled(x: f64, factors: &[usize]) -> f64 {
    let Some(factor) = factors.first() else {
        return x;
    };
    x * *factor as f64
}

fn main() {
    scaled(3.0, &[4]);
}
