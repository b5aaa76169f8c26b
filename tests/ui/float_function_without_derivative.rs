use chainrule::differentiate;

#[differentiate]
fn checksum(x: f64) -> f64 {
    let bytes = f64::to_le_bytes(x);
    x * f64::from(bytes[0])
}

fn main() {
    checksum(3.0);
}
