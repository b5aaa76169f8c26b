use chainrule::differentiate;

#[differentiate]
fn scaled(y: &[f64], #[constant] c: f64, f: &mut [f64]) {
    for i in 0..y.len() {
        f[i] = c * y[i];
    }
}

#[differentiate]
fn walk(x: &[f64], c: f64) -> f64 {
    let mut y = x.to_vec();
    let mut f = vec![0.0; x.len()];
    for _ in 0..3 {
        scaled(&y, 2.0 * c, &mut f);
        for i in 0..x.len() {
            y[i] += f[i];
        }
    }
    y[0]
}

fn main() {}
