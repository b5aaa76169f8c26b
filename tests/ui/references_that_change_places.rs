use chainrule::differentiate;

#[differentiate]
fn steps(a: &mut Vec<f64>, b: &mut Vec<f64>, x: f64) -> f64 {
    let (mut now, mut next) = (a, b);
    for _ in 0..3 {
        next[0] = now[0] * x;
        std::mem::swap(&mut now, &mut next);
    }
    now[0]
}

fn main() {}
