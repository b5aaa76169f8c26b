use chainrule::differentiate;

#[differentiate]
fn hash(x: f64, text: &str) -> f64 {
    let mut y = x;
    #[checkpoint]
    for byte in text.bytes() {
        y = (y * f64::from(byte)).sin();
    }
    y
}

fn main() {}
