use chainrule::differentiate;

#[differentiate(value_and_grad)]
pub fn scratch_buffers(x: &[f64], steps: usize) -> f64 {
    let n = x.len();
    let mut y = x.to_vec();
    let mut slope = vec![0.0; n];
    let mut square = vec![0.0; n];
    for _ in 0..steps {
        slope[0] = x[0] * y[0];
        for i in 1..n {
            slope[i] = x[i] * y[i - 1];
        }
        for i in 0..n {
            square[i] = slope[i] * slope[i];
        }
        for i in 0..n {
            y[i] += 0.1 * (slope[i] - square[i]);
        }
    }
    y[0]
}
