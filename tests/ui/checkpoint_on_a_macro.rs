use chainrule::differentiate;

#[differentiate]
fn checked(x: f64) -> f64 {
    #[checkpoint]
    assert!(x > 0.0);
    x.ln()
}

fn main() {}
