use chainrule::differentiate;

#[differentiate(value_and_grad)]
pub fn double_buffer(start: &[f64], rate: f64, steps: usize) -> f64 {
    let mut now = start.to_vec();
    let mut next = vec![0.0; now.len()];
    for _ in 0..steps {
        for i in 1..now.len() {
            next[i] = now[i] + rate * now[i - 1];
        }
        std::mem::swap(&mut now, &mut next);
    }
    now[1]
}
