use chainrule::differentiate;

#[differentiate]
fn capped(x: f64) -> f64 {
    let y = 'compute: {
        if x > 1.0 {
            break 'compute x.sqrt();
        }
        x * x
    };
    y * x
}

fn main() {
    capped(3.0);
}
