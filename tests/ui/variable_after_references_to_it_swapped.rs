use chainrule::differentiate;

#[differentiate]
fn steps(x: f64) -> f64 {
    let mut a = vec![x];
    let mut b = vec![0.0];
    let (mut now, mut next) = (&mut a, &mut b);
    for _ in 0..3 {
        next[0] = now[0] * x;
        std::mem::swap(&mut now, &mut next);
    }
    a[0]
}

fn main() {}
