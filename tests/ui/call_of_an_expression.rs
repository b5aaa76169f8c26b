use chainrule::differentiate;

const RULES: [fn(f64) -> f64; 2] = [f64::sin, f64::cos];

#[differentiate]
fn wave(x: f64, which: usize) -> f64 {
    RULES[which](x)
}

fn main() {
    wave(3.0, 0);
}
