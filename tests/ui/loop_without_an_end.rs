use chainrule::differentiate;

#[differentiate]
fn halved(x: f64) -> f64 {
    let mut y = x;
    for _ in 0.. {
        y *= 0.5;
        if y < 1.0 {
            break;
        }
    }
    y
}

fn main() {
    halved(3.0);
}
