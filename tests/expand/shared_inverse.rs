use chainrule::differentiate;

#[differentiate(grad)]
pub fn shared_inverse(x: f64, n: usize) -> f64 {
    let (mut p, mut total) = (x, 0.0);
    for _ in 0..n {
        let variance = p + x;
        total += p.sin() / variance + variance.ln() + p.cos();
        p = total / variance;
    }
    total
}
